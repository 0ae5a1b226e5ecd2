import SurveyCore
import SurveyDNS

extension DomainName {
  /// A name of the command line: ASCII or with U-labels.
  init(argument text: String) throws {
    do {
      self = try text.utf8.allSatisfy { $0 < 0x80 } ? DomainName(text) : IDNA.toASCII(text)
    } catch let error as DomainNameError {
      throw Refusal(
        .usage,
        "\(text.debugDescription) is no domain or host name (\(error.word)); give the name alone, as example.org")
    } catch let error as IDNAError {
      throw Refusal(
        .usage, "\(text.debugDescription) is no domain or host name: \(error); give the name alone, as example.org")
    }
  }
}

extension UInt16 {
  /// Itself as a TCP port: nobody listens at 0.
  func checkedPort(of option: String) throws -> UInt16 {
    guard self > 0 else { throw Refusal(.usage, of: option, message: "--\(option) is 1 to 65535") }
    return self
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
