// Every component that a page may name, as reports/render/components.py lists them.

import { BarChart } from "../charts/bar";
import { BoxPlot } from "../charts/boxplot";
import { ComboChart } from "../charts/combo";
import { Histogram } from "../charts/histogram";
import { AreaChart, LineChart } from "../charts/line";
import { ReferenceArea, ReferenceLine } from "../charts/reference";
import { BubbleChart, ScatterPlot } from "../charts/scatter";
import { Waterfall } from "../charts/waterfall";
import type { Component } from "../page";
import { BigValue } from "./bigvalue";
import { Breakdown } from "./breakdown";
import { CalendarHeatmap } from "./calendar";
import { Changes } from "./changes";
import { CohortTable } from "./cohort";
import { Column, DataTable } from "./datatable";
import { ButtonGroup, Dropdown, FilterBar, Switches } from "./filters";
import { FunnelChart } from "./funnel";
import { Heatmap } from "./heatmap";
import { AreaMap } from "./map";
import { LastRefreshed, PeriodSelector, WorldSelector } from "./selectors";
import { Tab, Tabs } from "./tabs";
import { Delta, Period, PreviousPeriod, Value, When } from "./value";

export const COMPONENTS: Record<string, Component> = {
  AreaChart,
  AreaMap,
  BarChart,
  BigValue,
  BoxPlot,
  Breakdown,
  BubbleChart,
  ButtonGroup,
  ComboChart,
  CalendarHeatmap,
  Changes,
  CohortTable,
  Column,
  DataTable,
  Delta,
  Dropdown,
  FilterBar,
  Histogram,
  FunnelChart,
  Heatmap,
  LastRefreshed,
  LineChart,
  Period,
  PeriodSelector,
  PreviousPeriod,
  ReferenceArea,
  ReferenceLine,
  ScatterPlot,
  Switches,
  Tab,
  Tabs,
  Value,
  Waterfall,
  When,
  WorldSelector,
};
