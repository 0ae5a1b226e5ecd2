import SurveyCore
import SurveyDNS

extension DomainName {
  /// A name of the command line: ASCII or with U-labels.
  init(argument text: String) throws {
    do {
      self = try text.utf8.allSatisfy { $0 < 0x80 } ? DomainName(text) : IDNA.toASCII(text)
    } catch let error as DomainNameError {
      throw Refusal(.usage, "\(text.debugDescription) is no domain or host name (\(error.word))")
    } catch let error as IDNAError {
      throw Refusal(.usage, "\(text.debugDescription) is no domain or host name: \(error)")
    }
  }
}

extension Instant {
  /// The instant of `--at`; now without one.
  init(argument text: String?) throws {
    guard let text else {
      self = .now
      return
    }
    guard let instant = Instant(iso8601: text) else {
      throw Refusal(
        .usage, of: "at", message: "--at takes 2026-11-24 or 2026-11-24T19:58:25Z, in UTC, not \(text.debugDescription)"
      )
    }
    self = instant
  }
}
