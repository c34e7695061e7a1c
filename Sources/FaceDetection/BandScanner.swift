import Imaging
import Kernels

/// Searches bands of a plan; one for each thread, its buffers are used again.
// Each thread has a scanner of its own while a picture is searched.
final class BandScanner: @unchecked Sendable {
  /// The windows found since `reset`, not clipped to the picture.
  private(set) var windows: [Detection] = []
  private var integral = IntegralImage()
  /// Two source rows resized horizontally, by the parity of the row.
  private var lines: ([UInt16], [UInt16]) = ([], [])
  /// The source rows that are in `lines`.
  private var lineRows = (-1, -1)
  private var levels: [UInt8] = []
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
    let scale = plan.scales[band.scale]
    let tables = plan.tables(scale.layout)
    prepare(for: scale, largestTree: tables.largestTree)
    let first = band.rows.lowerBound * scale.step
    let height = (band.rows.count - 1) * scale.step + cascade.windowHeight
    integral.begin(width: plan.width(scale.layout), height: height, layout: scale.layout)
    for row in 0..<height {
      resizeRow(first + row, columns: plan.columns[band.scale], rows: plan.rows[band.scale], image)
      levels[..<scale.width].withUnsafeBufferPointer { integral.addRow($0, at: row) }
    }
    for row in band.rows {
      scanRow(row, from: (row - band.rows.lowerBound) * scale.step, scale: scale, tables: tables)
    }
  }

  private func prepare(for scale: ScanScale, largestTree: Int) {
    lineRows = (-1, -1)
    if levels.count < scale.width {
      levels = [UInt8](repeating: 0, count: scale.width)
      lines.0 = [UInt16](repeating: 0, count: scale.width)
      lines.1 = [UInt16](repeating: 0, count: scale.width)
    }
    if norms.count < scale.columns + 8 {
      norms = [Float](repeating: 0, count: scale.columns + 8)
      candidates = [Int32](repeating: 0, count: scale.columns + 1)
    }
    if scratch.count < largestTree {
      scratch = [SIMD4<Float>](repeating: SIMD4(repeating: 0), count: largestTree)
    }
  }

  /// Puts a row of the shrunk picture into `levels`.
  private func resizeRow(
    _ y: Int, columns: ExactLinearAxis, rows: ExactLinearAxis, _ image: GrayImage
  ) {
    let (upper, lower) = (Int(rows.lefts[y]), Int(rows.rights[y]))
    resizeColumns(upper, columns, image)
    resizeColumns(lower, columns, image)
    lines.0.withUnsafeBufferPointer { even in
      lines.1.withUnsafeBufferPointer { odd in
        levels.withUnsafeMutableBufferPointer { levels in
          guard let even = even.baseAddress, let odd = odd.baseAddress,
            let result = levels.baseAddress
          else { return }
          // SAFETY: `prepare` made all three as long as the scale is wide.
          exactLinearRow(
            upper: upper % 2 == 0 ? even : odd, lower: lower % 2 == 0 ? even : odd,
            fraction: UInt32(rows.fractions[y]), count: columns.lefts.count, result: result)
        }
      }
    }
  }

  /// Makes sure that a source row, resized horizontally, is in its line.
  private func resizeColumns(_ row: Int, _ columns: ExactLinearAxis, _ image: GrayImage) {
    if row % 2 == 0 {
      if lineRows.0 != row { Self.resizeColumns(row, columns, image, into: &lines.0) }
      lineRows.0 = row
    } else {
      if lineRows.1 != row { Self.resizeColumns(row, columns, image, into: &lines.1) }
      lineRows.1 = row
    }
  }

  private static func resizeColumns(
    _ row: Int, _ columns: ExactLinearAxis, _ image: GrayImage, into line: inout [UInt16]
  ) {
    precondition(
      row < image.height && columns.lefts.count <= line.count,
      "row \(row) of \(image.height), \(columns.lefts.count) columns into \(line.count)")
    image.pixels.withUnsafeBufferPointer { pixels in
      columns.lefts.withUnsafeBufferPointer { lefts in
        columns.rights.withUnsafeBufferPointer { rights in
          columns.fractions.withUnsafeBufferPointer { fractions in
            line.withUnsafeMutableBufferPointer { line in
              guard let source = pixels.baseAddress, let lefts = lefts.baseAddress,
                let rights = rights.baseAddress, let fractions = fractions.baseAddress,
                let result = line.baseAddress
              else { return }
              // SAFETY: the axis was made for the image's width, so its positions lie in the row.
              exactLinearColumns(
                source: source + row * image.width, lefts: lefts, rights: rights,
                fractions: fractions, count: columns.lefts.count, result: result)
            }
          }
        }
      }
    }
  }

  /// Searches a row of windows and keeps those that pass every stage.
  ///
  /// - Parameters:
  ///   - row: the row's number at its scale.
  ///   - top: the integral picture's row where its windows begin.
  private func scanRow(_ row: Int, from top: Int, scale: ScanScale, tables: CascadeTables) {
    withPointers(tables) { haar, sums, squares, norms, candidates in
      let start = top * integral.stride
      var count = haarNorms(
        sums: sums + start, squares: squares + start, corners: tables.normCorners,
        area: tables.normArea, count: scale.columns, norms: norms,
        candidates: candidates)
      for stage in 0..<haar.stageCount where count > 0 {
        count = haarFilter(
          candidates, count: count, stage: stage, tables: haar, row: sums + start, norms: norms)
        if stage == 0 {
          count = haarSkip(candidates, count: count, norms: norms, windows: scale.columns)
        }
      }
      let last = haar.stages[haar.stageCount - 1]
      for index in 0..<count {
        let place = Int(candidates[index])
        let sum = haarStageSum(
          last, tables: haar, window: sums + start + place, norm: norms[place])
        windows.append(
          scale.detection(
            x: place * scale.step, y: row * scale.step, margin: sum - Double(last.threshold)))
      }
    }
  }

  /// Lends the buffers of a row's search as pointers.
  private func withPointers(
    _ tables: CascadeTables,
    _ body: (
      HaarTables, UnsafePointer<Int32>, UnsafePointer<Int32>, UnsafeMutablePointer<Float>,
      UnsafeMutablePointer<Int32>
    ) -> Void
  ) {
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
                      else { return }
                      let haar = HaarTables(
                        nodes: node, stumps: stump, treeSizes: size, stages: stage,
                        stageCount: stages.count,
                        isStumps: nodes.count == sizes.count, scratch: scratch)
                      body(haar, sums, squares, norms, candidates)
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
  /// The window at a position of the shrunk picture as a detection in the picture itself.
  fileprivate func detection(x: Int, y: Int, margin: Double) -> Detection {
    Detection(
      box: Rect(
        x: roundedToEven(Float(x) * scale), y: roundedToEven(Float(y) * scale), width: boxWidth,
        height: boxHeight),
      neighbors: 1, score: margin)
  }
}
