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

  /// - Parameters:
  ///   - threads: greatest number of threads to search with, 1 or more.
  ///   - kernels: the loops to search with. The result depends on neither.
  package init(_ cascade: Cascade, threads: Int = 1, kernels: ScanKernels = .best) {
    precondition(threads >= 1, "threads must be 1 or more, not \(threads)")
    self.cascade = cascade
    scanners = (0..<threads).map { _ in BandScanner(kernels: kernels) }
  }

  /// The faces in a picture, ordered by x, then y, then width.
  ///
  /// - Parameters:
  ///   - image: gray levels of any size; a picture smaller than the cascade's window has no faces.
  ///   - parameters: sizes to look for, and how many windows make a face.
  package func detect(
    in image: GrayImage, _ parameters: DetectionParameters = DetectionParameters()
  ) -> [Detection] {
    let plan = plan(for: image, parameters)
    return faces(from: windows(of: plan.bands, of: plan, in: image), of: plan, in: image)
  }

  /// As ``detect(in:_:)``, but of the windows that a scan of the whole picture looks at only those
  /// in any of some regions.
  package func detect(
    in image: GrayImage, _ parameters: DetectionParameters = DetectionParameters(),
    within regions: [SearchRegion]
  ) -> [Detection] {
    let plan = plan(for: image, parameters)
    let bands = regions.flatMap { plan.bands(in: $0) }
    return faces(from: windows(of: bands, of: plan, in: image), of: plan, in: image)
  }

  /// The faces that windows of a scan show, ordered by x, then y, then width.
  func faces(from windows: [ScanWindow], of plan: ScanPlan, in image: GrayImage) -> [Detection] {
    var found = windows.map(\.detection)
    let minNeighbors = plan.key.parameters.minNeighbors
    if minNeighbors > 0 {
      found = DetectionGrouping.groups(of: found, minNeighbors: minNeighbors)
    }
    for index in found.indices {
      found[index].box = found[index].box.intersection(image.bounds)
      found[index].centroid = found[index].centroid.intersection(image.bounds)
    }
    found.removeAll { $0.box.isEmpty }
    return found.sorted { $0.comes(before: $1) }
  }

  /// Every window of some bands that passes the cascade, each once however many bands it belongs
  /// to, in an order that does not depend on threads.
  func windows(
    of bands: [ScanPlan.Band], of plan: ScanPlan, in image: GrayImage
  ) -> [ScanWindow] {
    let (scanners, cascade) = (scanners, cascade)
    for scanner in scanners { scanner.reset() }
    // Bands cost what is in the picture there: whoever is free takes the next one.
    let next = Atomic(0)
    parallelFor(min(scanners.count, bands.count), threads: scanners.count) { thread in
      while true {
        let band = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard band < bands.count else { return }
        scanners[thread].scan(bands[band], of: plan, in: image, cascade: cascade)
      }
    }
    return ScanWindow.unique(scanners.flatMap(\.windows))
  }

  /// How pictures of that size are scanned.
  func plan(for image: GrayImage, _ parameters: DetectionParameters) -> ScanPlan {
    let key = ScanPlan.Key(width: image.width, height: image.height, parameters: parameters)
    if let plan, plan.key == key { return plan }
    let made = ScanPlan(for: cascade, key: key)
    plan = made
    return made
  }
}
