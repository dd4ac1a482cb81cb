// The client with the charts that few pages use; those pages load it in place of main.ts.

import "./rare/register"; // before the page is brought to life
import "./main";
