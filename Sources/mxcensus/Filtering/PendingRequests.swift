import SurveyScan

/// Requests that are under way, each with the results that are there: they are answered as a whole.
actor PendingRequests {
  private var requests: [Int64: (request: ProbeRequest, results: [ProbeResult])] = [:]
  private var next: Int64 = 0

  /// Takes a request in.
  /// - Returns: its number, by which its results are known.
  func add(_ request: ProbeRequest) -> Int64 {
    defer { next += 1 }
    requests[next] = (request, [])
    return next
  }

  /// Takes a result in.
  /// - Returns: the request with all its results, where this was the last.
  func take(_ result: ProbeResult) -> (request: ProbeRequest, results: [ProbeResult])? {
    guard var pending = requests[result.addressID] else { return nil }
    pending.results.append(result)
    guard pending.results.count == pending.request.names.count else {
      requests[result.addressID] = pending
      return nil
    }
    requests[result.addressID] = nil
    return pending
  }
}
