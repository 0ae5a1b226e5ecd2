extension ProbeEnding {
  /// Whether a keyword as long as STARTTLS was written over, as in `250-XXXXXXXA`: firewalls that inspect SMTP do that, so that
  /// it is not the server that lacks it. `nil` where nothing lacked, or what the server offered was not kept.
  ///
  /// `v_probe.masked` says the same of what is stored.
  public var isMasked: Bool? {
    guard reason == .noStartTLS, !text.isEmpty else { return nil }
    return text.split(separator: UInt8(ascii: "\n")).contains { line in
      guard line.starts(with: "250-".utf8) || line.starts(with: "250 ".utf8) else { return false }
      let rest = line.dropFirst(4)
      let keyword = rest.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }
      // The last line is whole by its end alone: without one more octets may have been cut off.
      guard keyword.count < rest.count, keyword.count == "STARTTLS".utf8.count, let last = keyword.last else {
        return false
      }
      return keyword.dropLast().allSatisfy { $0 == UInt8(ascii: "X") }
        && (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(last)
    }
  }
}
