import SurveyScan

extension Manners {
  /// The manners that the flags ask for.
  init(_ options: MannersOptions, retries: RetryRule = .none) throws {
    guard options.rate >= 0, options.perAddressGap >= 0, options.perNetwork >= 0 else {
      throw Refusal(
        .usage, of: "rate", "per-address-gap", "per-network",
        message: "--rate, --per-address-gap and --per-network are 0 or more")
    }
    self.init(
      gap: .seconds(options.perAddressGap), perNetwork: options.perNetwork, rate: options.rate, retries: retries)
  }
}

extension RetryRule {
  /// What the flags have tried again.
  init(_ options: RetryOptions) throws {
    guard options.retries >= 0, (0...86_400).contains(options.retryDelay) else {
      throw Refusal(
        .usage, of: "retries", "retry-delay", message: "--retries is 0 or more, --retry-delay 0 to 86400 seconds")
    }
    self.init(limit: options.retries, delay: Int64(options.retryDelay.rounded(.up)))
  }
}

extension MannersOptions {
  /// How much is in flight.
  var checkedWindow: Int {
    get throws {
      guard window > 0 else { throw Refusal(.usage, of: "window", message: "--window is at least 1") }
      return window
    }
  }
}
