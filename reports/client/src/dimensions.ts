// The dimensions that pages split and filter by: what they are called, and how their values read.

import { t } from "./i18n";
import { UNKNOWN } from "./metrics";
import { weekdayName } from "./format";

type Dimension = {
  label: string;
  /** How a value reads, where it is more than a name. */
  text?: (value: string) => string;
  /** Whether its values have an order of their own: they are not sorted by size then. */
  isOrdered?: boolean;
  /** Whether there are words of Talad's among its values, to be translated, and not only names from files. */
  isVocabulary?: boolean;
};

/** Words of the column event_kind; `label` so that each has its Thai. */
const EVENT_KINDS: Record<string, { label: string }> = {
  double_day: { label: "Double day" },
  sale_day: { label: "Sale day" },
  payday: { label: "Payday" },
  holiday: { label: "Holiday" },
  ordinary: { label: "Ordinary day" },
};

const DIMENSIONS: Record<string, Dimension> = {
  channel_name: { label: "Platform", isVocabulary: true },
  channel_type: { label: "Kind of channel", isVocabulary: true },
  platform: { label: "Platform" },
  cluster_name: { label: "Cluster", text: clusterText },
  event_kind: { label: "Kind of day", text: (value) => t(EVENT_KINDS[value]?.label ?? value) },
  category: { label: "Category", isVocabulary: true },
  product_category: { label: "Category", isVocabulary: true },
  product_name: { label: "Product", isVocabulary: true },
  product_class: { label: "Class", isVocabulary: true },
  abc_pareto_class: { label: "ABC 80/15/5", isVocabulary: true },
  abc_thirds_class: { label: "ABC 20/30/50", isVocabulary: true },
  lifecycle_stage: { label: "Lifecycle", isVocabulary: true },
  campaign_name: { label: "Campaign" },
  rfm_segment: { label: "Segment", isVocabulary: true },
  customer_status: { label: "Status", isVocabulary: true, isOrdered: true },
  age_group: { label: "Age", isVocabulary: true, isOrdered: true },
  income_band: { label: "Income", isVocabulary: true },
  education: { label: "Education", isVocabulary: true },
  household: { label: "Household", isVocabulary: true },
  gender: { label: "Gender", isVocabulary: true },
  acquisition_source: { label: "How they found the shop", isVocabulary: true },
  spend_category: { label: "Kind of goods", isVocabulary: true },
  value_fifth: { label: "Value", isVocabulary: true },
  buyer_kind: { label: "Buyers", isVocabulary: true, isOrdered: true },
  previous_rfm_segment: { label: "Segment before", isVocabulary: true },
  cohort_month_date: { label: "First order in" },
  meaning: { label: "Who they are", isVocabulary: true },
  strategy: { label: "What to do", isVocabulary: true },
  province: { label: "Region", isVocabulary: true },
  payment_method: { label: "Payment method", isVocabulary: true },
  device: { label: "Device", isVocabulary: true },
  weekday: { label: "Weekday", text: (value) => weekdayName(Number(value)), isOrdered: true },
  hour: { label: "Hour", text: (value) => `${value}:00`, isOrdered: true },
  review_score: { label: "Review score", text: (value) => `${value} ★`, isOrdered: true },
  stage: { label: "Stage", isVocabulary: true, isOrdered: true },
  lead_time: { label: "Lead time", isVocabulary: true, isOrdered: true },
  days_taken: { label: "Days" },
  promise: { label: "Promise", isVocabulary: true },
  return_reason: { label: "Reason", isVocabulary: true },
  lead_origin: { label: "Origin", isVocabulary: true },
  business_segment: { label: "Segment", isVocabulary: true },
  step: { label: "Step", isVocabulary: true },
  month_start_date: { label: "Month" },
  activity_date: { label: "Day" },
  target_source: { label: "Where the target comes from", isVocabulary: true },
  activity: { label: "What", isVocabulary: true },
  basis: { label: "Of", isVocabulary: true },
  measure: { label: "Figure", isVocabulary: true },
  buyer_type: { label: "New or returning", isVocabulary: true },
  order_quarter: { label: "Quarter", isOrdered: true },
  price_sensitivity: { label: "Price sensitivity", isVocabulary: true },
  basket_type: { label: "Basket type", isVocabulary: true },
  basket_size: { label: "Basket size", isVocabulary: true },
  mission: { label: "Mission", isVocabulary: true },
  product_department: { label: "Department", isVocabulary: true },
  partner_name: { label: "Bought with" },
  basket_kind: { label: "Kind of basket", isVocabulary: true },
  basket_kind_type: { label: "Kind of", isVocabulary: true },
  group_name: { label: "Group", isVocabulary: true },
  group_type: { label: "Of", isVocabulary: true },
  note_type: { label: "What", isVocabulary: true },
};

// What k-means' clusters are named by.
const CLUSTER_PARTS: Record<string, { label: string }> = {
  recent: { label: "recent" },
  frequent: { label: "frequent" },
  "high-spending": { label: "high-spending" },
  "not recent": { label: "not recent" },
  "not frequent": { label: "not frequent" },
  "not high-spending": { label: "not high-spending" },
  "in the middle": { label: "in the middle" },
};

/** "Recent, not frequent": each part in the reader's language. */
function clusterText(value: string): string {
  const [, parts, number] = /^(.*?)( \(\d+\))?$/.exec(value)!;
  const said = parts!.toLowerCase().split(", ").map((part) => t(CLUSTER_PARTS[part]?.label ?? part)).join(", ");
  return said.charAt(0).toUpperCase() + said.slice(1) + (number ?? "");
}

function known(name: string): Dimension {
  return DIMENSIONS[name] ?? { label: name.replaceAll("_", " ") };
}

/** "Platform", "Payment method" … in the reader's language. */
export function dimensionLabel(name: string): string {
  return t(known(name).label);
}

export function isOrdered(name: string): boolean {
  return known(name).isOrdered ?? false;
}

/** A value of a dimension as people read it. */
export function valueText(dimension: string, value: string): string {
  if (value === UNKNOWN) return t("Not known");
  const { text, isVocabulary } = known(dimension);
  return text ? text(value) : isVocabulary ? t(value) : value;
}
