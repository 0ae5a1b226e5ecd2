import SurveyCore
import TestSupport
import Testing

/// What `openssl s_client` says of a live server's chain under TLSA records, with the judge's flags.
///
/// ```
/// DANE TLSA 2 1 1 ...04bc9a0a5802c7163e57532a matched TA certificate at depth 1
/// ```
enum OpenSSLClient {
  /// A chain, leaf first, with the leaf's key, and what its host publishes.
  struct Question: Sendable {
    let records: [TLSARecord]
    var name = DANEFixture.host
    var instant = Authority.now
  }

  /// What it found, in the judge's words but for the errors: those it stops to print with the last.
  enum Answer: Hashable {
    case match(usage: UInt8, selector: UInt8, matchingType: UInt8)
    case mismatch
    case unusable

    init(_ finding: DANEFinding) {
      self =
        switch finding {
        case .match(let usage, let selector, let matchingType):
          .match(usage: usage, selector: selector, matchingType: matchingType)
        case .mismatch: .mismatch
        case .unusable: .unusable
        }
    }

    /// Reads what s_client printed; `nil` where it is something else.
    init?(_ output: Substring) {
      if output.contains("Failed to import any TLSA records") {
        self = .unusable
        return
      }
      if output.contains("Verification error: ") {
        self = .mismatch
        return
      }
      guard output.contains("Verification: OK"),
        let line = output.split(separator: "\n").first(where: { $0.hasPrefix("DANE TLSA ") })
      else { return nil }
      let numbers = line.split(separator: " ")[2..<5].compactMap { UInt8($0) }
      guard numbers.count == 3 else { return nil }
      self = .match(usage: numbers[0], selector: numbers[1], matchingType: numbers[2])
    }
  }

  /// Asks all questions of one server.
  static func answers(chain: [[UInt8]], key: [UInt8], _ questions: [Question]) async throws -> [Answer] {
    let scratch = try Scratch()
    let leaf = try scratch.write(pem([chain[0]]), as: "leaf.pem")
    let others = try scratch.write(pem(chain.dropFirst()), as: "others.pem")
    let keyFile = try scratch.write(key, as: "key.der")
    let lines = questions.map { question in
      let records = question.records.filter { $0.usage >= 2 }.map(\.description)
      return "\(question.instant.epoch)|\(question.name.text)|\(records.joined(separator: "|"))\n"
    }
    let file = try scratch.write(Array(lines.joined().utf8), as: "questions")
    let output = try await scratch.shell(
      #"""
      [ -s "$2" ] && more=(-cert_chain "$2")
      openssl s_server -accept 127.0.0.1:0 -cert "$1" -key "$3" -keyform DER "${more[@]}" -www \
        -cipher ALL:@SECLEVEL=0 >server.out 2>&1 </dev/null &
      # Swift's worker threads block all signals, and a child inherits that: only SIGKILL ends it.
      trap "kill -KILL $!" EXIT
      for ((i = 0; i < 500; i++)); do
        port=$(sed -n 's/^ACCEPT .*://p' server.out); [ -n "$port" ] && break; sleep 0.02
      done
      while IFS='|' read -r -a fields; do
        arguments=()
        for record in "${fields[@]:2}"; do arguments+=(-dane_tlsa_rrdata "$record"); done
        echo "=== question"
        timeout -s KILL 30 openssl s_client -connect "127.0.0.1:$port" -brief -dane_tlsa_domain "${fields[1]}" \
          "${arguments[@]}" -dane_ee_no_namechecks -attime "${fields[0]}" -auth_level 1 -purpose sslserver \
          -verify_depth 10 -cipher ALL:@SECLEVEL=0 -no-CAfile -no-CApath -no-CAstore </dev/null 2>&1
      done <"$4"
      """#, leaf, others, keyFile, file)
    let answers = output.split(separator: "=== question\n", omittingEmptySubsequences: false).dropFirst()
    try #require(answers.count == questions.count, "\(output)")
    return try answers.map { answer in try #require(Answer(answer), "\(answer)") }
  }
}
