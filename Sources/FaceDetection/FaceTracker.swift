import Imaging

/// Follows faces from frame to frame: gives each detection the id of the face it continues.
///
/// Faces and detections are paired so that they fit best all together, by distance from where the
/// face's movement leads and by size. A face that is missed stays where it was for a while; a
/// detection that continues no face starts one, unless it lies over a face that is there already,
/// or weakly beside a strong one, as a hand at the chin does. Acquired is a face by one certain
/// detection or by several in a row; kept it is by any.
package struct FaceTracker: Sendable {
  /// Detections in consecutive frames before a face is shown, 1 or more.
  package let confirmationHits: Int
  /// Score from which on a single detection shows a face; nil where none does.
  package let certainScore: Double?
  /// How long a face that is not found any more is carried over.
  package let carryOver: Duration

  private var tracks: [FaceTrack] = []
  private var lastID = 0
  private var lastTime: Duration?

  /// - Parameters:
  ///   - confirmationHits: detections in consecutive frames before a face is shown and gets an id;
  ///     1 shows every detection, more keep false alarms out.
  ///   - certainScore: score from which on a single detection shows a face all the same; scores
  ///     compare only between the same cascade and scale factor, see ``Detection/score``.
  ///   - carryOver: how long a face that is not found any more is carried over.
  package init(
    confirmationHits: Int = 1, certainScore: Double? = nil,
    carryOver: Duration = .milliseconds(500)
  ) {
    precondition(
      confirmationHits >= 1, "confirmation takes 1 hit or more, not \(confirmationHits)")
    self.confirmationHits = confirmationHits
    self.certainScore = certainScore
    self.carryOver = carryOver
  }

  /// Takes the detections of the next frame.
  ///
  /// - Parameters:
  ///   - detections: of the frame, grouped.
  ///   - time: the frame's. Where it goes back, as when a file starts over, faces are followed as
  ///     if no time had passed.
  /// - Returns: the confirmed faces of the frame, those carried over included, ordered by id.
  package mutating func update(
    with detections: [Detection], at time: Duration
  ) -> [TrackedFace] {
    if let lastTime, time < lastTime {
      for index in tracks.indices { tracks[index].lastSeen = time }
    }
    lastTime = time
    for index in tracks.indices { tracks[index].isFound = false }
    let isContinued = follow(detections, at: time)
    tracks.removeAll { track in
      !track.isFound && (track.id == nil || time - track.lastSeen > carryOver)
    }
    start(zip(detections, isContinued).filter { !$1 }.map(\.0), at: time)
    for index in tracks.indices
    where tracks[index].id == nil && isAcquired(tracks[index]) {
      lastID += 1
      tracks[index].id = lastID
    }
    return tracks.compactMap { track in
      track.id.map {
        TrackedFace(id: $0, box: track.box, detected: track.isFound, score: track.score)
      }
    }.sorted { $0.id < $1.id }
  }

  /// Where the next frame's detections are looked for: all faces that are followed, those not yet
  /// confirmed included.
  ///
  /// - Parameter time: the next frame's.
  package func expectedFaces(at time: Duration) -> [ExpectedFace] {
    tracks.map { $0.expectation(at: time, hasJustBeenFound: $0.isFound) }
  }

  /// Whether a confirmed face that was found in the last frame would not be among detections of
  /// the next one.
  package func losesFace(with detections: [Detection], at time: Duration) -> Bool {
    zip(tracks, Assignment.best(worth(of: detections, at: time))).contains {
      $0.id != nil && $0.isFound && $1 == nil
    }
  }

  private func worth(of detections: [Detection], at time: Duration) -> [[Double]] {
    tracks.map { track in
      detections.map { track.affinity(to: $0.box, at: time, keep: carryOver) }
    }
  }

  private func isAcquired(_ track: FaceTrack) -> Bool {
    track.hits >= confirmationHits || track.score >= certainScore ?? .infinity
  }

  /// Goes on with the faces that are found again.
  ///
  /// - Returns: for each detection whether it continues a face.
  private mutating func follow(_ detections: [Detection], at time: Duration) -> [Bool] {
    var isContinued = [Bool](repeating: false, count: detections.count)
    let pairs = Assignment.best(worth(of: detections, at: time))
    for (track, detection) in pairs.enumerated() {
      guard let detection else { continue }
      tracks[track].follow(detections[detection], at: time)
      isContinued[detection] = true
    }
    return isContinued
  }

  /// Starts faces, but not over those that were there before this frame.
  private mutating func start(_ detections: [Detection], at time: Duration) {
    let known = tracks
    for detection in detections
    where !known.contains(where: { $0.covers(detection.box) || $0.outshines(detection) }) {
      tracks.append(FaceTrack(detection, at: time))
    }
  }
}
