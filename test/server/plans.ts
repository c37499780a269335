/**
 * What PostgreSQL really did for each statement of the server: auto_explain tells the driver, statement by statement, the ones that
 * keep foreign keys true among them.
 */
import pg from "pg";
import * as v from "valibot";

export interface Plan {
  readonly statement: string;
  /** Tables read from one end to the other. */
  readonly scanned: readonly string[];
  /** Read of tables and indexes to answer it. */
  readonly rows: number;
}

const SETTINGS = {
  session_preload_libraries: "auto_explain",
  "auto_explain.log_min_duration": "0",
  "auto_explain.log_analyze": "on",
  "auto_explain.log_timing": "off",
  "auto_explain.log_nested_statements": "on",
  "auto_explain.log_format": "json",
  "auto_explain.log_level": "notice",
  // As for a statement with a name (database/prepared.ts): its plan has to be right whatever its values are.
  plan_cache_mode: "force_generic_plan",
};

interface Node {
  readonly "Node Type": string;
  readonly "Relation Name"?: string | undefined;
  readonly "Actual Rows"?: number | undefined;
  readonly "Actual Loops"?: number | undefined;
  readonly "Rows Removed by Filter"?: number | undefined;
  readonly "Rows Removed by Index Recheck"?: number | undefined;
  readonly Plans?: Node[] | undefined;
}
const count = v.optional(v.number());
const Node: v.GenericSchema<Node> = v.object({
  "Node Type": v.string(),
  "Relation Name": v.optional(v.string()),
  "Actual Rows": count,
  "Actual Loops": count,
  "Rows Removed by Filter": count,
  "Rows Removed by Index Recheck": count,
  Plans: v.optional(v.array(v.lazy(() => Node))),
});
const Told = v.object({ "Query Text": v.string(), Plan: Node });

/** How to connect so that every plan is told to `hear`. Needs a superuser, as the embedded PostgreSQL and most test servers give. */
export function explaining(connection: pg.PoolConfig, hear: (plan: Plan) => void): pg.PoolConfig {
  const options = Object.entries(SETTINGS).map(([name, value]) => `-c ${name}=${value}`);
  class Client extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      super(config);
      this.on("notice", ({ message = "" }) => {
        if (message.startsWith("duration:")) hear(planIn(message));
      });
    }
  }
  return { ...connection, Client, options: options.join(" ") };
}

function planIn(message: string): Plan {
  const { "Query Text": statement, Plan: root } = v.parse(Told, JSON.parse(message.slice(message.indexOf("{"))));
  const nodes = flat(root);
  const tables = nodes.filter((node) => node["Relation Name"] !== undefined && node["Node Type"].endsWith("Scan"));
  return {
    statement,
    scanned: tables.filter((node) => node["Node Type"] === "Seq Scan").map((node) => node["Relation Name"] ?? ""),
    rows: tables.reduce((sum, node) => sum + readBy(node), 0),
  };
}

const flat = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flat)];

const readBy = (node: Node): number =>
  Math.round(
    ((node["Actual Rows"] ?? 0) + (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Index Recheck"] ?? 0)) *
      (node["Actual Loops"] ?? 1),
  );
