import SurveyStore

extension ErrorWords {
  /// Why databases can't be merged.
  static func refusal(for refusal: MergeRefusal) -> Refusal {
    let wave = refusal.label.map { "wave \($0)" } ?? "its waves"
    let path = refusal.path
    switch refusal.reason {
    case .older:
      return Refusal(
        .configuration, "\(path) was written by an older mxcensus; shards are made and merged by one version")
    case .empty: return Refusal(.input, "\(path) holds no wave")
    case .kind(let isSynthetic):
      return Refusal(
        .configuration,
        """
        \(path): \(wave) is of the other kind: the database to merge into holds \(isSynthetic ? "laboratory" : "real") \
        waves, and the two don't mix; name another file with --db
        """)
    case .setting(let name, let here, let there):
      return Refusal(
        .configuration,
        "\(path): \(wave) was made with \(name) \(there), and here with \(here); only parts of one survey can be merged"
      )
    case .lists(let here, let there):
      return Refusal(
        .configuration,
        "\(path): \(wave) is of other lists (\(there), and here \(here)); only parts of one survey can be merged")
    case .domains:
      return Refusal(
        .configuration,
        """
        \(path): \(wave) is of the same lists, but not of the same domains; what was forgotten in one of the databases has \
        to be forgotten in all
        """)
    case .unread:
      return Refusal(
        .configuration, "\(path): the lists of \(wave) are not read to their end; run its scan again first")
    case .unfinished:
      return Refusal(
        .configuration,
        """
        \(path): \(wave) was interrupted; run its scan again until the part is done, or take what there is with --finish
        """)
    case .forced:
      return Refusal(
        .configuration,
        "\(path): \(wave) was finished without all of its parts and takes no more; merge the parts themselves")
    case .compacted:
      return Refusal(
        .configuration,
        """
        \(path): \(wave) is compacted there, and not here; when its probes were made is given up, so that it can't be put \
        together with others. Merge databases first, then compact
        """)
    case .abandoned:
      return Refusal(.configuration, "\(path): \(wave) was abandoned, here or there; its label is taken for good")
    }
  }
}
