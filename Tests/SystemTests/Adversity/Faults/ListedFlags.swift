extension RunningLaboratory {
  /// The flags of a survey of another list.
  func flags(listing list: String) -> [String] { flags(replacing: "--input-file", with: list) }

  /// The flags of a survey in which one has another value.
  func flags(replacing flag: String, with value: String) -> [String] {
    guard let place = flags.firstIndex(of: flag) else { return flags + [flag, value] }
    return flags[...place] + [value] + flags[(place + 2)...]
  }
}
