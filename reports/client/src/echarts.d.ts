// A chart by its own file, since a build in parts takes "echarts/charts" as one: all of it or nothing.

declare module "echarts/lib/chart/*/install.js" {
  export const install: Exclude<Parameters<typeof import("echarts/core").use>[0], unknown[]>;
}
