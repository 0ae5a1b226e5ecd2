import SurveyCore

/// What a survey looks at.
struct MeasurementConfiguration: Sendable {
  let looks: LookSequence
  let offersPostQuantum: Bool
  let looksAtDANE: Bool
  let looksAtMTASTS: Bool
  let mtaSTSPort: UInt16

  init(_ looks: LookOptions, _ published: PublishedOptions) throws {
    self.looks = try LookSequence(looks)
    offersPostQuantum = !looks.noPQ
    looksAtDANE = !published.noDane
    looksAtMTASTS = !published.noMTASTS
    mtaSTSPort = try published.mtaSTSPort.checkedPort(of: "mta-sts-port")
  }

  /// What must be the same when a wave is resumed.
  var settings: [String: String] {
    [
      "tls": looks.choice?.rawValue ?? "automatic",
      "pq": offersPostQuantum ? "yes" : "no",
      "dane": looksAtDANE ? "yes" : "no",
      "mta-sts": looksAtMTASTS ? "yes" : "no",
      "mta-sts-port": String(mtaSTSPort),
    ]
  }
}

extension LookSequence {
  /// The looks that the flags choose.
  init(_ options: LookOptions) throws {
    self.init(
      try options.tls.map { word in
        guard let choice = LookChoice(rawValue: word) else {
          let words = LookChoice.allCases.map(\.rawValue).joined(separator: ", ")
          throw Refusal(.usage, of: "tls", message: "--tls takes one of \(words), not \(word)")
        }
        return choice
      })
  }
}
