// Adds the charts that few pages use to those that a page may name.

import { GraphChart, SankeyChart, TreemapChart } from "echarts/charts";
import * as echarts from "echarts/core";
import { COMPONENTS } from "../components";
import { NetworkGraph } from "./network";
import { SankeyDiagram } from "./sankey";
import { Treemap } from "./treemap";

echarts.use([GraphChart, SankeyChart, TreemapChart]);
Object.assign(COMPONENTS, { NetworkGraph, SankeyDiagram, Treemap });
