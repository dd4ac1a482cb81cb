// Adds the charts that few pages use to those that a page may name.

import { GraphChart, PieChart as Pies, SankeyChart, TreemapChart } from "echarts/charts";
import * as echarts from "echarts/core";
import { PieChart } from "../charts/pie";
import { COMPONENTS } from "../components";
import { NetworkGraph } from "./network";
import { SankeyDiagram } from "./sankey";
import { Treemap } from "./treemap";

echarts.use([GraphChart, Pies, SankeyChart, TreemapChart]);
Object.assign(COMPONENTS, { NetworkGraph, PieChart, SankeyDiagram, Treemap });
