import Testing

extension LiveRun {
  /// Expects a clean end, and that every frame the driver made was analysed or counted as dropped.
  func expectWholeAccount(sourceLocation: SourceLocation = #_sourceLocation) throws {
    #expect(status == 0 && isComplete, "\(said)", sourceLocation: sourceLocation)
    let latency = try #require(latency, "\(said)", sourceLocation: sourceLocation)
    #expect(latency.median > 0 && latency.median <= latency.p95, sourceLocation: sourceLocation)
    let sequences = events.compactMap(\.sequence)
    #expect(sequences.count == events.count && !events.isEmpty, sourceLocation: sourceLocation)
    #expect(
      zip(sequences, sequences.dropFirst()).allSatisfy { $0 < $1 }, "sequences \(sequences)",
      sourceLocation: sourceLocation)
    #expect(
      counts.analysed == events.count && counts.analysed + counts.dropped == counts.captured,
      "\(counts), \(events.count) events", sourceLocation: sourceLocation)
    // The kernel's own log says which numbers the program was given.
    let first = try #require(dequeued.first, "\(said)", sourceLocation: sourceLocation)
    let last = try #require(dequeued.last, sourceLocation: sourceLocation)
    #expect(Set(sequences).isSubset(of: dequeued), sourceLocation: sourceLocation)
    // Counting begins with the first frame delivered, the newest of those that waited then, and
    // there were as many deliveries before the first event as its frame number says.
    let event = try #require(events.first, sourceLocation: sourceLocation)
    let begin = try #require(event.sequence, sourceLocation: sourceLocation) - event.frame
    #expect(
      (last - begin + 1...last - first + 1).contains(counts.captured),
      "\(counts), the driver's numbers are \(first) to \(last), delivered from \(begin) on",
      sourceLocation: sourceLocation)
  }

  /// Prints one line of what was measured.
  func report(_ name: String) {
    let passed = (events.last?.time ?? 0) - (events.first?.time ?? 0)
    let rate = passed > 0 ? Double(events.count - 1) / passed : 0
    let words = "\(counts.captured) captured, \(counts.analysed) analysed"
    let late = latency.map { "; \($0.median) ms from capture to event, p95 \($0.p95)" } ?? ""
    print(
      "\(name): \(words), \(counts.dropped) dropped; \((rate * 10).rounded() / 10) a second\(late)")
  }
}
