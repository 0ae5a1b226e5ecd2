import SurveyCore

/// What a host that the surveyor named did when it was connected to.
struct ProbeHostSighting: Sendable {
  let name: String
  let address: Address
  let port: UInt16
  let observation: Observation

  private var reply: String { String(decoding: observation.ending.text, as: UTF8.self) }

  /// Whether an SMTP server answered.
  var hasAnswered: Bool {
    switch observation.ending.outcome {
    case .tls, .noStartTLS, .startTLSRejected, .handshakeFailed, .smtpRejected: true
    case .unreachable, .notProbed, .inconclusive: false
    }
  }

  /// Whether the EHLO reply has a keyword of nothing but X, as inspecting firewalls write over STARTTLS.
  var isMasked: Bool {
    reply.split(whereSeparator: \.isNewline).contains { line in
      let word = line.dropFirst(4).prefix { $0 != " " }
      return word.count >= 4 && word.dropLast().allSatisfy { $0 == "X" } && (word.last?.isLetter ?? false)
    }
  }

  /// Who answers, as far as it can be told: its chain or, without TLS, its reply.
  var identity: String? {
    if let chain = observation.chain { return chain.sha256.description }
    return observation.ending.outcome == .noStartTLS && !reply.isEmpty ? reply : nil
  }

  /// - Parameter isPortOpen: whether any of the named hosts answered.
  func finding(isPortOpen: Bool) -> Finding {
    let tried = "connecting to \(name)\(name == "\(address)" ? "" : " (\(address))") port \(port)"
    let reason = observation.ending.reason.word
    func finding(_ verdict: Finding.Verdict, _ found: String, _ fix: String? = nil) -> Finding {
      Finding(subject: "port-\(port)", verdict: verdict, tried: tried, found: found, fix: fix)
    }
    switch observation.ending.outcome {
    case .tls: return finding(.fine, "STARTTLS and a certificate in \(observation.timings.total) ms")
    case .noStartTLS:
      return finding(
        .warning, "an SMTP server without STARTTLS\(reply.isEmpty ? "" : ": \(reply.prefix(200))")",
        "if the host is known to offer it, something between here and there takes it away")
    case .startTLSRejected, .handshakeFailed:
      return finding(.warning, "an SMTP server whose STARTTLS fails (\(reason))", "name a host that works")
    case .smtpRejected:
      return finding(
        .warning, "an SMTP server that rejects us (\(reason))\(reply.isEmpty ? "" : ": \(reply.prefix(200))")",
        "name a host that takes our connections, or ask its operator why it does not")
    case .unreachable:
      return isPortOpen
        ? finding(.warning, "nothing (\(reason)), while another host answers", "name a host that is up")
        : finding(
          .temporary, "nothing (\(reason))",
          "many networks block port 25 out: ask the provider to open it, or survey from another network")
    case .notProbed, .inconclusive:
      return finding(.temporary, "our own fault (\(reason))", "see to this host's network, limits and firewall")
    }
  }
}
