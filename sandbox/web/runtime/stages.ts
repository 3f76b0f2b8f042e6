/** Where a start stands, as data; `failed` is final. `loaded` and `total` in bytes. */
export interface Stage {
  name: "download" | "start" | "ready" | "failed";
  loaded: number;
  total: number;
}
