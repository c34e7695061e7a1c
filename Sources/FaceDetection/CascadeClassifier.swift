import Imaging
import Kernels
import Synchronization

/// Finds faces in pictures by scanning a cascade over all places and sizes: OpenCV 4's
/// `CascadeClassifier::detectMultiScale`, box for box.
///
/// Used by one thread at a time; it starts others itself. Buffers are used again from picture to
/// picture, cheapest where size and parameters stay the same.
package final class CascadeClassifier {
  package let cascade: Cascade
  private let scanners: [BandScanner]
  private var plan: ScanPlan?

  /// - Parameter threads: greatest number of threads to search with, 1 or more; the result does not
  ///   depend on it.
  package init(_ cascade: Cascade, threads: Int = 1) {
    precondition(threads >= 1, "threads must be 1 or more, not \(threads)")
    self.cascade = cascade
    scanners = (0..<threads).map { _ in BandScanner() }
  }

  /// The faces in a picture, ordered by x, then y, then width.
  ///
  /// - Parameters:
  ///   - image: gray levels of any size; a picture smaller than the cascade's window has no faces.
  ///   - parameters: sizes to look for, and how many windows make a face.
  package func detect(
    in image: GrayImage, _ parameters: DetectionParameters = DetectionParameters()
  ) -> [Detection] {
    var found = windows(in: image, parameters)
    if parameters.minNeighbors > 0 {
      found = DetectionGrouping.groups(of: found, minNeighbors: parameters.minNeighbors)
    }
    for index in found.indices { found[index].box = found[index].box.intersection(image.bounds) }
    found.removeAll { $0.box.isEmpty }
    return found.sorted(by: Self.comesFirst)
  }

  /// Every window that passes the cascade, in an order that does not depend on threads.
  private func windows(in image: GrayImage, _ parameters: DetectionParameters) -> [Detection] {
    let plan = plan(for: image, parameters)
    let (scanners, cascade) = (scanners, cascade)
    for scanner in scanners { scanner.reset() }
    // Bands cost what is in the picture there: whoever is free takes the next one.
    let next = Atomic(0)
    parallelFor(scanners.count, threads: scanners.count) { thread in
      while true {
        let band = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard band < plan.bands.count else { return }
        scanners[thread].scan(plan.bands[band], of: plan, in: image, cascade: cascade)
      }
    }
    return scanners.flatMap(\.windows).sorted(by: Self.comesFirst)
  }

  private func plan(for image: GrayImage, _ parameters: DetectionParameters) -> ScanPlan {
    let key = ScanPlan.Key(width: image.width, height: image.height, parameters: parameters)
    if let plan, plan.key == key { return plan }
    let made = ScanPlan(for: cascade, key: key)
    plan = made
    return made
  }

  /// By x, y, width; by height and score after that, so that no two orders are possible.
  private static func comesFirst(_ a: Detection, _ b: Detection) -> Bool {
    (a.box.x, a.box.y, a.box.width, a.box.height, a.score)
      < (b.box.x, b.box.y, b.box.width, b.box.height, b.score)
  }
}
