import SurveyCore

extension UnitState {
  /// The state in a reader's words.
  var title: String {
    switch self {
    case .result(.uniform(.tls(let certificateClass))): certificateClass.title
    case .result(.uniform(.noTLS)): Metric.noTLS.title
    case .result(.mixed): Metric.mixed.title
    case .silent(.smtpRejected): "turned us away"
    case .silent(.unreachable): "unreachable"
    case .silent(.notProbed): "not probed"
    case .silent(.inconclusive): "inconclusive"
    case .silent(.tls), .silent(.noStartTLS), .silent(.startTLSRejected), .silent(.handshakeFailed): "reachable"
    case .dnsFailed: "no address"
    case .absent: "not in the wave"
    }
  }
}

extension Transition {
  /// The moves that a headline tells: to a CA-verified certificate.
  static let headline: [(from: UnitState, to: UnitState)] = [
    .tls(.selfSigned), .tls(.caWrongName), .noTLS,
  ].map { (.result(.uniform($0)), .caVerified) }
}

extension UnitState {
  /// Reachable and CA-verified.
  static let caVerified = UnitState.result(.uniform(.tls(.caVerified)))

  /// Whether it is a regression to come here from CA-verified.
  var isRegression: Bool { Transition(unit: .mxHost, from: .caVerified, to: self, count: 1).isRegression }
}
