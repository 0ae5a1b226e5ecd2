public import SurveyCore

/// An address to be visited with all its server names.
public struct AddressVisit: Sendable, Hashable {
  /// A name at the address.
  public struct Name: Sendable, Hashable {
    /// The host's row.
    public let hostID: Int64
    /// The server name.
    public let name: DomainName
    /// Tries after the first that were made before this one; `nil`: this is the first.
    public let tries: Int?

    /// A name; by default one that is tried for the first time.
    public init(hostID: Int64, name: DomainName, tries: Int? = nil) {
      self.hostID = hostID
      self.name = name
      self.tries = tries
    }
  }

  /// The address's row in the store.
  public let addressID: Int64
  /// The address.
  public let address: Address
  /// Server names that are to be probed.
  public let names: [Name]
  /// Connections that were made to it in this wave, when the store was asked.
  public let connections: Int
  /// The port that is dialled; `nil`: that of the stage.
  public let port: UInt16?

  /// A visit.
  public init(addressID: Int64, address: Address, names: [Name], connections: Int, port: UInt16? = nil) {
    self.addressID = addressID
    self.address = address
    self.names = names
    self.connections = connections
    self.port = port
  }

  /// Whether the number of connections may have grown since the store was asked: another visit may have been before.
  var mayBeOutdated: Bool { connections > 0 || names.contains { $0.tries != nil } }
}
