import SurveyCore

extension UnitState {
  /// Every state in the order of its letter: the classes as in the bars, then what was not reachable.
  static let inLetterOrder: [UnitState] = all.sorted { $0.letter < $1.letter }

  /// One letter: that of the class, or the next ones.
  var letter: String {
    switch self {
    case .result(.uniform(.tls(let certificateClass))): ClassBars.letter(.certificateClass(certificateClass))
    case .result(.uniform(.noTLS)): ClassBars.letter(.noTLS)
    case .result(.mixed): ClassBars.letter(.mixed)
    case .silent(.smtpRejected): "L"
    case .silent(.unreachable): "M"
    case .silent(.notProbed): "N"
    case .silent(.inconclusive): "O"
    case .silent(.tls), .silent(.noStartTLS), .silent(.startTLSRejected), .silent(.handshakeFailed): "R"
    case .dnsFailed: "P"
    case .absent: "Q"
    }
  }

  /// The state in a legend: letters of classes have the classes' fills.
  var part: StackedBar.Part {
    let fill =
      switch self {
      case .result(.uniform(.tls(let certificateClass))): Palette.fill(.certificateClass(certificateClass))
      case .result(.uniform(.noTLS)): Palette.fill(.noTLS)
      case .result(.mixed): Palette.fill(.mixed)
      case .silent, .dnsFailed, .absent: Palette.Fill.bright(Palette.blank)
      }
    return StackedBar.Part(letter: letter, title: title, fill: fill)
  }
}
