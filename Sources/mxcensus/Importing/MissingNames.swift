/// Names at addresses of which no whole visit is there that counts.
struct MissingNames: Equatable {
  var count = 0
  /// How many of them were visited only while nothing could be measured.
  var doubted = 0
}
