internal import SurveyCore

/// What of a host or of an MX set has each property, in base `reachable`.
struct ShareProfile: Hashable {
  /// In the order of `CertificateClass.allCases`.
  let classes: [Double]
  let noTLS: Double
  let strictForwardSecrecy: Double

  /// One class, no TLS or `mixed` throughout; a host that is `mixed` is of no class, and some of it completed a
  /// handshake.
  init(_ result: SightingGroup.Result, strictForwardSecrecy: Double) {
    let one = CertificateClass.allCases.map { result == .uniform(.tls($0)) ? 1.0 : 0 }
    self.init(
      classes: one, noTLS: result == .uniform(.noTLS) ? 1 : 0, strictForwardSecrecy: strictForwardSecrecy)
  }

  init(classes: [Double], noTLS: Double, strictForwardSecrecy: Double) {
    self.classes = classes
    self.noTLS = noTLS
    self.strictForwardSecrecy = strictForwardSecrecy
  }

  /// The metrics that the panel tells: the partition of a domain, and what sums over it.
  static let panelMetrics: [Metric] =
    Metric.partition(base: .reachable, unit: .domain) + [.startTLS, .strictForwardSecrecy]

  /// The share, 0–1; 0 for what is not kept by MX set.
  func share(_ metric: Metric) -> Double {
    switch metric {
    case .certificateClass(let wanted): zip(CertificateClass.allCases, classes).first { $0.0 == wanted }?.1 ?? 0
    case .noTLS: noTLS
    case .startTLS: 1 - noTLS
    case .strictForwardSecrecy: strictForwardSecrecy
    case .mixed, .startTLSOffered, .caTrustedAnyName, .caVerifiedOrCommonName, .forwardSecrecy, .tls13,
      .postQuantumGroup, .legacyOnly, .daneMatch,
      .mtaSTSEnforce, .authenticated:
      0
    }
  }
}

/// Profiles by number. Millions of MX sets share a few: each is of one class, or mixes a few hosts.
final class ShareProfiles {
  /// The number of what is in no base.
  static let none = -1

  private var numbers: [ShareProfile: Int] = [:]
  private var uniform: [Uniform: Int] = [:]
  private(set) var profiles: [ShareProfile] = []
  /// The shares of `Metric.followed`, by number.
  private(set) var followed: [[Double]] = []

  /// What most sets are: of one class throughout.
  private struct Uniform: Hashable {
    let code: Int
    let strictForwardSecrecy: Double
  }

  /// The number of a set whose hosts are all the same; `nil` for any other.
  func number(uniform found: SetResult) -> Int? {
    let key = Uniform(code: found.code, strictForwardSecrecy: found.strictForwardSecrecy)
    if let number = uniform[key] { return number }
    guard case .result(let result) = UnitState.all[found.code] else {
      preconditionFailure("the database holds a class that it can't hold")
    }
    guard case .uniform = result else { return nil }
    let number = number(of: ShareProfile(result, strictForwardSecrecy: found.strictForwardSecrecy))
    uniform[key] = number
    return number
  }

  func number(of profile: ShareProfile) -> Int {
    if let number = numbers[profile] { return number }
    numbers[profile] = profiles.count
    profiles.append(profile)
    followed.append(Metric.followed.map(profile.share))
    return profiles.count - 1
  }
}
