extension PublicSchema {
  /// The questions, those about figures first. These read the roll-up; the others read rows of waves.
  public static let queries = figureQueries + hostQueries + nameQueries

  /// The wave that is asked about: the one named, else the newest that is finished.
  static let asked = """
    coalesce(nullif(:label, ''), (
      SELECT label FROM v_scan WHERE state = 'finished' ORDER BY epoch DESC, scan_id DESC LIMIT 1))
    """

  /// How `label` is explained.
  static let askedComment = "label: a wave; empty: the newest."
}
