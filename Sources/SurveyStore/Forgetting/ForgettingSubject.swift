public import SurveyCore

/// What a survey is asked to forget.
public enum ForgettingSubject: Hashable, Sendable {
  /// The domains and mail hosts of this name, and all below it.
  case name(DomainName)
  /// The addresses of this block, and the mail hosts that have no other.
  case network(Network)
}
