/// How a domain list is laid out.
public enum ListFormat: String, Hashable, Sendable, CaseIterable {
  /// A name a line.
  case lines
  /// A rank and a name, as Tranco and Umbrella have them; further columns are ignored.
  case rankDomain = "rank,domain"
  /// A name and a weight; further columns are ignored.
  case domainWeight = "domain,weight"
  /// The Majestic Million: `GlobalRank,TldRank,Domain,TLD,…`, the first being the rank.
  case majestic
  /// A zone file as registries publish it: a record a line, names in full. The names right below the apex that have NS
  /// records are the list.
  case zone
  /// The domain or host ranks of Common Crawl's web graph: tab-separated, the name reversed in the fifth column. The rank is
  /// that by harmonic centrality, in the first.
  case commonCrawl = "common-crawl"

  /// The format of a word, which is its own or that of a list that has it.
  public init?(word: String) {
    switch word {
    case "tranco", "umbrella": self = .rankDomain
    default: self.init(rawValue: word)
    }
  }

  /// Every word that is understood.
  public static let words = [
    "lines", "rank,domain", "tranco", "umbrella", "domain,weight", "majestic", "zone", "common-crawl",
  ]
}
