/// Every table, by what merging does with it: a table that is in none of these lists would be lost on the way.
enum MergedTables {
  /// Things that all waves share, found by what they are.
  static let dictionaries: Set = [
    "domain", "mx_host", "mx_set", "mx_set_member", "address", "certificate", "chain", "chain_certificate", "session",
    "ending", "tlsa_rrset", "mail_policy",
  ]
  /// What one wave saw.
  static let facts: Set = [
    "scan", "scan_list", "scan_list_rejection", "scan_domain", "further_weight", "scan_host", "host_address", "target",
    "probe", "retry", "inference", "inference_check", "spent_connection", "clock_jump", "forgotten", "scan_shard",
    "imported_row",
  ]
  /// What is made of the facts, and so made anew.
  static let judgements: Set = [
    "operator", "judgement", "judgement_sender", "chain_verdict", "probe_verdict", "host_verdict", "mx_set_verdict",
    "dane_verdict", "domain_group_verdict", "named_domain", "sender_tally", "trend", "operator_rank", "mx_set_share",
    "coverage_tally", "breakdown", "tally_unit", "wave_pair", "transition_tally", "shift_tally", "pair_breakdown",
    "panel_series", "panel", "decomposition", "contribution", "sighting_pattern", "pattern_share", "operator_part",
  ]
  /// What waves are compacted into. A compacted wave is not merged, and one that is finished here takes nothing.
  static let stretches = Set(["compacted_wave", "compacted_judgement"] + StretchTable.all.map(\.stretches))
  /// What every database has from its migrations.
  static let words: Set = [
    "mx_status_word", "dns_status_word", "dnssec_word", "class_word", "name_word", "tlsa_word", "metric_word",
    "part_unit", "grdb_migrations",
  ]
}
