// Every component that a page may name, as reports/render/components.py lists them.

import { BarChart } from "../charts/bar";
import { LineChart } from "../charts/line";
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
  AreaMap,
  BarChart,
  BigValue,
  Breakdown,
  ButtonGroup,
  CalendarHeatmap,
  Changes,
  CohortTable,
  Column,
  DataTable,
  Delta,
  Dropdown,
  FilterBar,
  FunnelChart,
  Heatmap,
  LastRefreshed,
  LineChart,
  Period,
  PeriodSelector,
  PreviousPeriod,
  Switches,
  Tab,
  Tabs,
  Value,
  When,
  WorldSelector,
};
