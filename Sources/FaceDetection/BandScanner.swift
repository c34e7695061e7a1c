import Imaging
import Kernels

/// Searches bands of a plan; one for each thread, its buffers are used again.
// Each thread has a scanner of its own while a picture is searched.
final class BandScanner: @unchecked Sendable {
  /// Windows to the left of a band that are looked at with it, at first.
  private static let shortLead = 8
  /// Rows of windows that go through the stages together, so that few reads of a stage suffice.
  private static let rowsAtOnce = 48

  /// The windows found since `reset`, not clipped to the picture.
  private(set) var windows: [ScanWindow] = []
  private let kernels: ScanKernels
  private var integral = IntegralImage()
  private var shrunk: ShrunkRow
  private var workspace = HaarWorkspace(windows: 0, places: 0, largestTree: 0)
  /// What the workspace has room for.
  private var room = (windows: 0, places: 0, largestTree: 0)

  init(kernels: ScanKernels) {
    self.kernels = kernels
    shrunk = ShrunkRow(kernels: kernels)
  }

  deinit { workspace.deallocate() }

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
    let part = BandPart(band: band, firstColumn: band.columns.lowerBound - lead)
    let left = part.firstColumn * scale.step
    let right = (band.columns.upperBound - 1) * scale.step + cascade.windowWidth
    let top = band.rows.lowerBound * scale.step
    let height = (band.rows.count - 1) * scale.step + cascade.windowHeight
    integral.begin(
      width: plan.width(scale.layout), height: plan.greatestHeight, layout: scale.layout,
      tilted: plan.hasTilted)
    shrunk.begin(width: scale.width, from: image.width)
    makeRoom(
      windows: scale.columns * Self.rowsAtOnce,
      places: band.rows.count * scale.step * integral.stride, largestTree: tables.largestTree)
    for row in 0..<height {
      shrunk.make(
        top + row, left..<right, columns: plan.columns[band.scale], rows: plan.rows[band.scale],
        of: image)
      shrunk.levels[left..<right].withUnsafeBufferPointer { integral.addRow($0, at: row) }
    }
    return stride(from: band.rows.lowerBound, to: band.rows.upperBound, by: Self.rowsAtOnce)
      .allSatisfy {
        let rows = $0..<min($0 + Self.rowsAtOnce, band.rows.upperBound)
        return scanRows(rows, of: part, scale: scale, tables: tables)
      }
  }

  /// A band whose rows begin with windows that don't belong to it.
  private struct BandPart {
    var band: ScanPlan.Band
    /// Column of windows where rows begin, at most the band's first one.
    var firstColumn: Int
  }

  private func makeRoom(windows: Int, places: Int, largestTree: Int) {
    if room.windows >= windows && room.places >= places && room.largestTree >= largestTree {
      return
    }
    room = (
      max(room.windows, windows), max(room.places, places), max(room.largestTree, largestTree)
    )
    workspace.deallocate()
    workspace = HaarWorkspace(
      windows: room.windows, places: room.places, largestTree: room.largestTree)
  }

  /// Searches rows of windows and keeps those of the band that pass every stage.
  ///
  /// - Parameter rows: the rows' numbers at their scale.
  /// - Returns: false where a row's first windows don't tell which ones the scan passes over.
  private func scanRows(
    _ rows: Range<Int>, of part: BandPart, scale: ScanScale, tables: CascadeTables
  ) -> Bool {
    withPointers(tables) { haar, sums, squares in
      let (norms, candidates) = (workspace.norms, workspace.candidates)
      let pitch = scale.step * integral.stride
      var count = 0
      for row in rows {
        let start = (row - part.band.rows.lowerBound) * pitch
        guard
          let found = begin(
            candidates + count, at: start, of: part, haar, tables, sums: sums, squares: squares)
        else { return false }
        count += found
      }
      for stage in 1..<max(1, haar.stageCount) where count > 0 {
        count = haarFilter(
          candidates, count: count, stage: stage, tables: haar, windows: sums, norms: norms,
          kernels: kernels)
      }
      for index in 0..<count {
        let place = Int(candidates[index])
        let row = part.band.rows.lowerBound + place / pitch
        let column = part.firstColumn + place % pitch
        windows.append(
          ScanWindow(
            scale: part.band.scale, row: row, column: column,
            detection: scale.detection(
              column: column, row: row,
              margin: haar.stageCount > 1
                ? Double(max(0, workspace.margins[index]))
                : onlyMargin(haar, window: sums + place, norm: norms[place]))))
      }
      return true
    }
  }

  /// By how much a window passes the only stage: the rows went through it one by one.
  private func onlyMargin(
    _ haar: HaarTables, window: UnsafePointer<Int32>, norm: Float
  ) -> Double {
    haarStageSum(haar.stages[0], tables: haar, window: window, norm: norm)
      - Double(haar.stages[0].threshold)
  }

  /// Puts a row of windows to the first stage.
  ///
  /// - Parameters:
  ///   - candidates: receives the places of the windows that pass it and are looked at.
  ///   - start: place of the row's first window.
  /// - Returns: the number of candidates; nil where it can't be told.
  private func begin(
    _ candidates: UnsafeMutablePointer<Int32>, at start: Int, of part: BandPart,
    _ haar: HaarTables, _ tables: CascadeTables, sums: UnsafePointer<Int32>,
    squares: UnsafePointer<Int32>
  ) -> Int? {
    let norms = workspace.norms + start
    let corners = tables.normCorners
    var count = kernels.norms(
      sums + start, squares + start, (corners[0], corners[1], corners[2], corners[3]),
      tables.normArea, part.band.columns.upperBound - part.firstColumn, norms, candidates)
    count = haarFilter(
      candidates, count: count, stage: 0, tables: haar, windows: sums + start, norms: norms,
      kernels: kernels)
    guard let left = skip(candidates, count: count, norms: norms, of: part) else { return nil }
    for index in 0..<left { candidates[index] &+= Int32(start) }
    return left
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
    _ body: (HaarTables, UnsafePointer<Int32>, UnsafePointer<Int32>) -> Bool
  ) -> Bool {
    // SAFETY: `prepare` and `IntegralImage.begin` sized the buffers for the scale being searched;
    // nothing else touches them meanwhile, and the pointers end with the closure.
    tables.nodes.withUnsafeBufferPointer { nodes in
      tables.stumps.withUnsafeBufferPointer { stumps in
        tables.treeSizes.withUnsafeBufferPointer { sizes in
          tables.stages.withUnsafeBufferPointer { stages in
            integral.sums.withUnsafeBufferPointer { sums in
              integral.squares.withUnsafeBufferPointer { squares in
                guard let node = nodes.baseAddress, let stump = stumps.baseAddress,
                  let size = sizes.baseAddress, let stage = stages.baseAddress,
                  let sums = sums.baseAddress, let squares = squares.baseAddress
                else { return true }
                let haar = HaarTables(
                  nodes: node, stumps: stump, treeSizes: size, stages: stage,
                  stageCount: stages.count, isStumps: nodes.count == sizes.count,
                  workspace: workspace)
                return body(haar, sums, squares)
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
