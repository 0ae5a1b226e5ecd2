import SurveyCore

/// A survey as the world is: two giants, and a heavy tail of operators whose hosts mostly do as one.
struct GeneratedOperators {
  /// An operator: how many hosts it has, and the shares of them that have the property in two waves.
  struct Member {
    let name: String
    let hosts: Int
    let before: Double
    let after: Double
  }

  let giants: [Member]
  let tail: [Member]

  /// The truth, over all operators.
  let after: Double
  let change: Double

  /// - Parameter seed: a survey of its own.
  init(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    giants = [
      Member(name: "giant1.example", hosts: 20_000, before: 0.2, after: 0.9),
      Member(name: "giant2.example", hosts: 12_000, before: 0.3, after: 0.3),
    ]
    tail = (0..<20_000).map { number in
      // Pareto with exponent 4/3; an operator of 1 % of a wave is taken whole, which is what ends the tail.
      let root = Double.random(in: 0.001...1, using: &generator).squareRoot()
      let hosts = min(12, Int(1 / (root * root.squareRoot())))
      let before = GeneratedOperators.share(of: 0.3, using: &generator)
      let moves = Int.random(in: 0..<4, using: &generator) == 0
      return Member(
        name: "operator\(number).example", hosts: hosts, before: before,
        after: moves ? GeneratedOperators.share(of: 0.8, using: &generator) : before)
    }
    let hosts = Double((giants + tail).reduce(0) { $0 + $1.hosts })
    after = (giants + tail).reduce(0) { $0 + Double($1.hosts) * $1.after } / hosts
    change = (giants + tail).reduce(0) { $0 + Double($1.hosts) * ($1.after - $1.before) } / hosts
  }

  /// Most operators do the same at all their hosts.
  private static func share(of probability: Double, using generator: inout SplitMix64) -> Double {
    let share = Double.random(in: 0...1, using: &generator)
    return Int.random(in: 0..<5, using: &generator) == 0 ? share : share < probability ? 1 : 0
  }

  /// Of the tail, `count` operators, each as likely as the others; each stands for `weight` of its like.
  func sample(_ count: Int, using generator: inout SplitMix64) -> (members: [Member], weight: Double) {
    let members = (0..<count).map { _ in tail[Int.random(in: 0..<tail.count, using: &generator)] }
    return (members, Double(tail.count) / Double(count))
  }
}
