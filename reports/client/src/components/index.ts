// Every component that a page may name, as reports/render/components.py lists them.

import { BarChart } from "../charts/bar";
import { LineChart } from "../charts/line";
import type { Component } from "../page";
import { BigValue } from "./bigvalue";
import { Breakdown } from "./breakdown";
import { DataTable } from "./datatable";
import { ButtonGroup, Dropdown, FilterBar, Switches } from "./filters";
import { LastRefreshed, PeriodSelector, WorldSelector } from "./selectors";
import { Delta, Period, PreviousPeriod, Value, When } from "./value";

export const COMPONENTS: Record<string, Component> = {
  BarChart,
  BigValue,
  Breakdown,
  ButtonGroup,
  DataTable,
  Delta,
  Dropdown,
  FilterBar,
  LastRefreshed,
  LineChart,
  Period,
  PeriodSelector,
  PreviousPeriod,
  Switches,
  Value,
  When,
  WorldSelector,
};
