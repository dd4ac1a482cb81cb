// The charts that few pages use. Their script comes after the first view, and brings them to the page.

import * as echarts from "echarts/core";
import { install as GraphChart } from "echarts/lib/chart/graph/install.js";
import { install as Pies } from "echarts/lib/chart/pie/install.js";
import { install as SankeyChart } from "echarts/lib/chart/sankey/install.js";
import { install as TreemapChart } from "echarts/lib/chart/treemap/install.js";
import { PieChart } from "../charts/pie";
import { arrive } from "../main";
import { NetworkGraph } from "./network";
import { SankeyDiagram } from "./sankey";
import { Treemap } from "./treemap";

echarts.use([GraphChart, Pies, SankeyChart, TreemapChart]);
arrive({ NetworkGraph, PieChart, SankeyDiagram, Treemap });
