extension PublicSchema {
  static let waves = [
    PublicView(
      "v_scan", row: "wave", isJudged: false,
      [
        PublicColumn("scan_id", .integer, "The wave's number in this file."),
        PublicColumn("label", .text, "The wave's name."),
        PublicColumn("wave_date", .text, "Its nominal date, YYYY-MM-DD: the day it began, or what --as-of said."),
        PublicColumn("epoch", .integer, "The same in seconds since 1970, for charts over time."),
        PublicColumn("started_at", .text, "When it began, ISO 8601 in UTC."),
        PublicColumn("finished_at", .text, "When it was judged and added up; NULL until then."),
        PublicColumn("state", .text, "running, interrupted, partial, finished or abandoned."),
        PublicColumn("synthetic", .integer, "1: of a laboratory, not of the Internet."),
        PublicColumn("domains", .integer, "Domains surveyed."),
        PublicColumn("mx_hosts", .integer, "MX hosts found."),
        PublicColumn("addresses", .integer, "Addresses found."),
        PublicColumn(
          "probes", .integer, "Rows of v_probe; until the wave is finished, names at addresses that there are to probe."
        ),
        PublicColumn("trust_store_sha256", .text, "Digest of the trust store of the judgement as-observed."),
        PublicColumn("intermediates_sha256", .text, "Digest of the intermediates that it could complete chains with."),
        PublicColumn("list_sha256", .text, "Digest of the lists, uncompressed, one after another."),
        PublicColumn("version", .text, "The version of mxcensus that began it."),
        PublicColumn("frame", .text, "What the lists are of what the figures are about: census, sample or cluster."),
        PublicColumn("listed_domains", .integer, "Domains of the lists where a sample was drawn, else NULL."),
        PublicColumn("vantage", .text, "The name that the scanning host gave in EHLO."),
        PublicColumn("public_suffix_sha256", .text, "Digest of the public suffix list that tells operators."),
        PublicColumn(
          "compacted", .integer,
          "1: kept in less room, by mxcensus compact; times and durations of its probes are given up."),
      ]),
    PublicView(
      "v_judgement", row: "wave and judgement", isJudged: false,
      wave + [
        PublicColumn("judgement", .text, "The judgement's name; as-observed was made when the wave finished."),
        PublicColumn("trust_store_sha256", .text, "Digest of its trust store."),
        PublicColumn("intermediates_sha256", .text, "Digest of the intermediates that it could complete chains with."),
        PublicColumn("instant_rule", .text, "observation: each probe at its own time; else the one instant for all."),
        PublicColumn("classifier_version", .integer, "The version of the rules."),
      ]),
    PublicView(
      "v_shard", row: "wave, stage and shard", isJudged: false,
      wave + [
        PublicColumn("stage", .text, "resolve, whose shards are of domains, or probe, whose shards are of networks."),
        PublicColumn("shards", .integer, "How many shards there are."),
        PublicColumn("shard", .integer, "Which of them the file holds; 0 is the first."),
        PublicColumn("finished_at", .text, "When it was done; NULL until then."),
      ]),
  ]
}
