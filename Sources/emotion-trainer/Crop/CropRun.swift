import Foundation
import Kernels

/// Cuts the faces out of many photographs on several threads.
///
/// Unchecked: what changes is used under the lock only.
final class CropRun: @unchecked Sendable {
  private let photographs: [PhotographFolder.Photograph]
  private let lock = NSLock()
  private var next = 0
  private var outcomes: [CropOutcome?]
  private var done = 0
  private var failure: (any Error)?
  private var bar: CountBar

  init(_ photographs: [PhotographFolder.Photograph]) {
    self.photographs = photographs
    outcomes = Array(repeating: nil, count: photographs.count)
    bar = CountBar(count: photographs.count, unit: "pictures")
  }

  /// Works through all photographs.
  ///
  /// - Returns: what became of each, in their order.
  /// - Throws: `FileError` where a crop cannot be written; ``CropError/interrupted``.
  func run(_ settings: FaceCutter.Settings, threads: Int) throws -> [CropOutcome] {
    Interruption.listen()
    parallelFor(threads, threads: threads) { _ in
      let cutter = FaceCutter(settings)
      while let index = take() { finish(index, Result { try cutter.cut(photographs[index]) }) }
    }
    bar.finish()
    if let failure { throw failure }
    let finished = outcomes.compactMap(\.self)
    guard finished.count == photographs.count else { throw CropError.interrupted }
    return finished
  }

  /// The next photograph; nil when there is none, or something ended the work.
  private func take() -> Int? {
    lock.withLock {
      guard next < photographs.count, failure == nil, !Interruption.isRequested else { return nil }
      defer { next += 1 }
      return next
    }
  }

  private func finish(_ index: Int, _ result: Result<CropOutcome, any Error>) {
    lock.withLock {
      switch result {
      case .success(let outcome): outcomes[index] = outcome
      case .failure(let error): failure = failure ?? error
      }
      done += 1
      bar.show(done)
    }
  }
}
