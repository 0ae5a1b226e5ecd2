import SurveyCore
import SurveyStore
import SurveyTLS

/// The judges of chains and of TLSA records as the store wants them.
struct StoreJudge: WaveJudge {
  let judge: ChainJudge
  let trusts: [SenderTrust]
  private let dane = DANEJudge()

  /// A judge with further senders.
  init(judge: ChainJudge, trusts: [SenderTrust]) {
    self.judge = judge
    self.trusts = trusts
  }

  var trustStoreSHA256: Fingerprint { judge.trustStore.sha256 }
  var intermediatesSHA256: Fingerprint { judge.intermediates.sha256 }
  var senders: [FurtherSender] { trusts.map(\.sender) }

  func judge(_ chain: [[UInt8]], at instant: Instant) -> JudgedChain { judge.judge(chain, at: instant) }

  func judge(_ chain: [[UInt8]], as sender: Int, at instant: Instant) -> FurtherTrust {
    let trust = trusts[sender]
    return FurtherTrust(
      chain: trust.judge.judge(chain, at: instant), isPinned: trust.pins.contains(SHA256.digest(chain[0])))
  }

  func judge(_ chain: [[UInt8]], by records: TLSARRset, names: [DomainName], at instant: Instant) -> DANEFinding {
    dane.judge(chain: chain, records: records.records, names: names, at: instant).finding
  }
}
