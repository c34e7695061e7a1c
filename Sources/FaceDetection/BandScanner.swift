import Imaging
import Kernels

/// Searches bands of a plan; one for each thread, its buffers are used again.
// Each thread has a scanner of its own while a picture is searched.
final class BandScanner: @unchecked Sendable {
  /// Windows to the left of a band that are looked at with it, at first.
  private static let shortLead = 8

  /// The windows found since `reset`, not clipped to the picture.
  private(set) var windows: [ScanWindow] = []
  private var integral = IntegralImage()
  private var shrunk = ShrunkRow()
  private var norms: [Float] = []
  private var candidates: [Int32] = []
  private var scratch: [SIMD4<Float>] = []

  /// Forgets the windows found.
  func reset() {
    windows.removeAll(keepingCapacity: true)
  }

  /// Searches a band of a picture.
  ///
  /// - Parameters:
  ///   - image: the picture at full size, as the plan was made for.
  ///   - cascade: the cascade that the plan was made for.
  func scan(_ band: ScanPlan.Band, of plan: ScanPlan, in image: GrayImage, cascade: Cascade) {
    // Which windows of a row the scan passes over depends on those to their left. A few of them
    // nearly always tell; where they don't, more of them do, and the whole row always.
    let count = windows.count
    var lead = min(Self.shortLead, band.columns.lowerBound)
    while !scan(band, lead: lead, of: plan, in: image, cascade: cascade) {
      windows.removeSubrange(count...)
      lead = min(4 * lead, band.columns.lowerBound)
    }
  }

  /// Searches a band, its rows begun a number of windows before it.
  ///
  /// - Returns: false where these don't tell which windows the scan passes over.
  private func scan(
    _ band: ScanPlan.Band, lead: Int, of plan: ScanPlan, in image: GrayImage, cascade: Cascade
  ) -> Bool {
    let scale = plan.scales[band.scale]
    let tables = plan.tables(scale.layout)
    prepare(for: scale, largestTree: tables.largestTree)
    let part = BandPart(band: band, firstColumn: band.columns.lowerBound - lead)
    let left = part.firstColumn * scale.step
    let right = (band.columns.upperBound - 1) * scale.step + cascade.windowWidth
    let top = band.rows.lowerBound * scale.step
    let height = (band.rows.count - 1) * scale.step + cascade.windowHeight
    integral.begin(width: plan.width(scale.layout), height: height, layout: scale.layout)
    for row in 0..<height {
      shrunk.make(
        top + row, left..<right, columns: plan.columns[band.scale], rows: plan.rows[band.scale],
        of: image)
      shrunk.levels[left..<right].withUnsafeBufferPointer { integral.addRow($0, at: row) }
    }
    return band.rows.allSatisfy { scanRow($0, of: part, scale: scale, tables: tables) }
  }

  /// A band whose rows begin with windows that don't belong to it.
  private struct BandPart {
    var band: ScanPlan.Band
    /// Column of windows where rows begin, at most the band's first one.
    var firstColumn: Int
  }

  private func prepare(for scale: ScanScale, largestTree: Int) {
    shrunk.begin(width: scale.width)
    if norms.count < scale.columns + 8 {
      norms = [Float](repeating: 0, count: scale.columns + 8)
      candidates = [Int32](repeating: 0, count: scale.columns + 1)
    }
    if scratch.count < largestTree {
      scratch = [SIMD4<Float>](repeating: SIMD4(repeating: 0), count: largestTree)
    }
  }

  /// Searches a row of windows and keeps those of the band that pass every stage.
  ///
  /// - Parameter row: the row's number at its scale.
  /// - Returns: false where the row's first windows don't tell which ones the scan passes over.
  private func scanRow(
    _ row: Int, of part: BandPart, scale: ScanScale, tables: CascadeTables
  ) -> Bool {
    let top = (row - part.band.rows.lowerBound) * scale.step
    let width = part.band.columns.upperBound - part.firstColumn
    return withPointers(tables) { haar, sums, squares, norms, candidates in
      let start = top * integral.stride
      var count = haarNorms(
        sums: sums + start, squares: squares + start, corners: tables.normCorners,
        area: tables.normArea, count: width, norms: norms, candidates: candidates)
      for stage in 0..<haar.stageCount where count > 0 {
        count = haarFilter(
          candidates, count: count, stage: stage, tables: haar, row: sums + start, norms: norms)
        if stage == 0 {
          guard let left = skip(candidates, count: count, norms: norms, of: part) else {
            return false
          }
          count = left
        }
      }
      let last = haar.stages[haar.stageCount - 1]
      for index in 0..<count {
        let place = Int(candidates[index])
        let sum = haarStageSum(
          last, tables: haar, window: sums + start + place, norm: norms[place])
        let column = part.firstColumn + place
        windows.append(
          ScanWindow(
            scale: part.band.scale, row: row, column: column,
            detection: scale.detection(
              column: column, row: row, margin: sum - Double(last.threshold))))
      }
      return true
    }
  }

  /// Takes out what the scan passes over, and the windows before the band.
  ///
  /// - Returns: the number of candidates left; nil where it can't be told.
  private func skip(
    _ candidates: UnsafeMutablePointer<Int32>, count: Int, norms: UnsafePointer<Float>,
    of part: BandPart
  ) -> Int? {
    let width = part.band.columns.upperBound - part.firstColumn
    let lead = part.band.columns.lowerBound - part.firstColumn
    if lead == 0 {
      return haarSkip(candidates, count: count, norms: norms, windows: width, from: 0)
    }
    // Nothing of the band is left: it does not matter who would have been passed over.
    guard count > 0, Int(candidates[count - 1]) >= lead else { return 0 }
    let known = haarSkipStart(candidates, count: count, norms: norms, lead: lead)
    guard let first = known ?? (part.firstColumn == 0 ? 0 : nil) else { return nil }
    let looked = haarSkip(candidates, count: count, norms: norms, windows: width, from: first)
    var kept = 0
    for index in 0..<looked where Int(candidates[index]) >= lead {
      candidates[kept] = candidates[index]
      kept += 1
    }
    return kept
  }

  /// Lends the buffers of a row's search as pointers.
  private func withPointers(
    _ tables: CascadeTables,
    _ body: (
      HaarTables, UnsafePointer<Int32>, UnsafePointer<Int32>, UnsafeMutablePointer<Float>,
      UnsafeMutablePointer<Int32>
    ) -> Bool
  ) -> Bool {
    // SAFETY: `prepare` and `IntegralImage.begin` sized the buffers for the scale being searched;
    // nothing else touches them meanwhile, and the pointers end with the closure.
    tables.nodes.withUnsafeBufferPointer { nodes in
      tables.stumps.withUnsafeBufferPointer { stumps in
        tables.treeSizes.withUnsafeBufferPointer { sizes in
          tables.stages.withUnsafeBufferPointer { stages in
            scratch.withUnsafeMutableBufferPointer { scratch in
              integral.sums.withUnsafeBufferPointer { sums in
                integral.squares.withUnsafeBufferPointer { squares in
                  norms.withUnsafeMutableBufferPointer { norms in
                    candidates.withUnsafeMutableBufferPointer { candidates in
                      guard let node = nodes.baseAddress, let stump = stumps.baseAddress,
                        let size = sizes.baseAddress,
                        let stage = stages.baseAddress, let scratch = scratch.baseAddress,
                        let sums = sums.baseAddress, let squares = squares.baseAddress,
                        let norms = norms.baseAddress, let candidates = candidates.baseAddress
                      else { return true }
                      let haar = HaarTables(
                        nodes: node, stumps: stump, treeSizes: size, stages: stage,
                        stageCount: stages.count,
                        isStumps: nodes.count == sizes.count, scratch: scratch)
                      return body(haar, sums, squares, norms, candidates)
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}

extension ScanScale {
  /// A window as a detection in the picture itself.
  fileprivate func detection(column: Int, row: Int, margin: Double) -> Detection {
    Detection(
      box: Rect(
        x: origin(ofPlace: column), y: origin(ofPlace: row), width: boxWidth, height: boxHeight),
      neighbors: 1, score: margin)
  }
}
