extension PublicSchema {
  static let changes = [
    PublicView(
      "v_transition", row: "pair of consecutive waves, unit and two states",
      [
        PublicColumn("from_label", .text, "The earlier wave."),
        PublicColumn("to_label", .text, "The later wave."),
        PublicColumn("unit", .text, "mx_host, operator or domain."),
        PublicColumn(
          "from_class", .text,
          "State before: a class, mixed, no-tls, smtp-rejected, unreachable, not-probed, inconclusive, dns-failed or absent."
        ),
        PublicColumn("to_class", .text, "State after."),
        PublicColumn("count", .real, "How many went from one to the other; an operator is shared out among its hosts."),
        PublicColumn("percent", .real, "100 × count / all that were in the state before."),
        PublicColumn("low", .real, "Lower bound of percent at 95 %, operators as clusters; NULL: there is none."),
        PublicColumn("high", .real, "Upper bound; NULL: there is none."),
        PublicColumn(
          "interval", .text,
          "cluster, or none: both waves are censuses, or too few operators were in the state before."),
        judgement,
      ])
  ]
}
