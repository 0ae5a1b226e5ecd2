/// What happens to a self-hosted domain's mail host between the months.
struct TailSort {
  let may: SiteState
  let august: SiteState

  /// Hosts by what they are in May and become in August: 291 plain and 856 with TLS.
  private static let transitions: [(count: Int, may: SiteState, august: SiteState)] = [
    (245, .plain, .plain), (20, .plain, .selfSigned), (14, .plain, .strict), (12, .plain, .wrongName),
    (359, .selfSigned, .selfSigned), (15, .selfSigned, .strict), (6, .selfSigned, .wrongName),
    (76, .strict, .strict), (4, .strict, .expired), (15, .strictWithoutForwardSecrecy, .strict),
    (5, .strictWithoutForwardSecrecy, .strictWithoutForwardSecrecy),
    (200, .wrongName, .wrongName), (16, .wrongName, .strict), (10, .wrongName, .selfSigned),
    (36, .expired, .expired), (20, .expired, .strict), (4, .expired, .wrongName),
    (30, .privateCA, .privateCA), (22, .incompleteChain, .incompleteChain), (8, .incompleteChain, .strict),
    (27, .unknownIssuer, .unknownIssuer), (3, .unknownIssuer, .strict),
  ]

  /// Hosts in May that are neither strict nor plain, and how many of them speak RSA key exchange only: with
  /// 20 strict ones and 20 of an operator's that makes 247, so that 703 of 950 negotiate forward secrecy.
  private static let opportunisticCount = 756
  private static let opportunisticWithoutForwardSecrecy = 207

  /// All hosts of the tail, sorted by what they are.
  static func plan() -> [TailSort] {
    var plan: [TailSort] = []
    var opportunistic = 0
    for transition in transitions {
      for _ in 0..<transition.count {
        var (may, august) = (transition.may, transition.august)
        if may.isOpportunistic {
          // Spread evenly: true as often as the quotient grows.
          let before = opportunistic * opportunisticWithoutForwardSecrecy / opportunisticCount
          opportunistic += 1
          let after = opportunistic * opportunisticWithoutForwardSecrecy / opportunisticCount
          may = may.forwardSecret(before == after)
          if august.isOpportunistic { august = august.forwardSecret(before == after) }
        }
        plan.append(TailSort(may: may, august: august))
      }
    }
    return plan
  }

  /// What such a domain weighs. Broken certificates other than wrong names are many hosts and little mail:
  /// they must stay below 1 % of the opportunistic weight.
  func weight(_ place: Int) -> Int {
    switch may {
    case .plain: 10 + place % 41
    case .tls(.wrongName, _): 8 + place % 25
    case .tls(.caSigned, _): 20 + place % 81
    case .tls, .refused, .greeting554: 2 + place % 4
    }
  }

  /// Whether a domain of this host may have a second exchanger beside it, of another class.
  var mayShareADomain: Bool {
    switch may {
    case .plain, .tls(.wrongName, _), .tls(.caSigned, _): true
    case .tls, .refused, .greeting554: false
    }
  }
}

extension SiteState {
  static let selfSigned = SiteState.tls(.selfSigned, forwardSecret: true)
  static let expired = SiteState.tls(.expired, forwardSecret: true)
  static let privateCA = SiteState.tls(.privateCA, forwardSecret: true)
  static let incompleteChain = SiteState.tls(.incompleteChain, forwardSecret: true)
  static let unknownIssuer = SiteState.tls(.unknownIssuer, forwardSecret: true)
  static let strictWithoutForwardSecrecy = SiteState.tls(.caSigned, forwardSecret: false)
}
