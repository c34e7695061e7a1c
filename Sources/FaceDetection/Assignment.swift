/// The pairing of rows with columns that has the greatest total worth: the Hungarian method after
/// Kuhn (1955), with the potentials of Munkres (1957).
package enum Assignment {
  /// For each row its column; nil where no column of worth is left for it.
  ///
  /// - Parameter worth: rows of equal length; pairs of worth 0 are never made.
  package static func best(_ worth: [[Double]]) -> [Int?] {
    let columns = worth.first?.count ?? 0
    // A square of zeros around it lets every row and column stay alone.
    let size = max(worth.count, columns)
    func cost(_ row: Int, _ column: Int) -> Double {
      row < worth.count && column < columns ? -worth[row][column] : 0
    }
    var rowPotential = [Double](repeating: 0, count: size + 1)
    var columnPotential = [Double](repeating: 0, count: size + 1)
    // Rows and columns count from 1 here; 0 stands for none.
    var rowOfColumn = [Int](repeating: 0, count: size + 1)
    for row in 0..<size {
      rowOfColumn[0] = row + 1
      var column = 0
      var slack = [Double](repeating: .infinity, count: size + 1)
      var origin = [Int](repeating: 0, count: size + 1)
      var isDone = [Bool](repeating: false, count: size + 1)
      repeat {
        isDone[column] = true
        let current = rowOfColumn[column]
        var step = Double.infinity
        var nearest = 0
        for other in 1...size where !isDone[other] {
          let reduced =
            cost(current - 1, other - 1) - rowPotential[current] - columnPotential[other]
          if reduced < slack[other] { (slack[other], origin[other]) = (reduced, column) }
          if slack[other] < step { (step, nearest) = (slack[other], other) }
        }
        for other in 0...size {
          if isDone[other] {
            rowPotential[rowOfColumn[other]] += step
            columnPotential[other] -= step
          } else {
            slack[other] -= step
          }
        }
        column = nearest
      } while rowOfColumn[column] != 0
      repeat {
        rowOfColumn[column] = rowOfColumn[origin[column]]
        column = origin[column]
      } while column != 0
    }
    var result = [Int?](repeating: nil, count: worth.count)
    for column in 1..<(columns + 1) {
      let row = rowOfColumn[column] - 1
      if worth.indices.contains(row), worth[row][column - 1] > 0 { result[row] = column - 1 }
    }
    return result
  }
}
