import Foundation
import NeuralNetwork
import Testing

@Suite struct NumPyFileTests {
  private func read(_ bytes: some Sequence<UInt8>) throws -> Tensor {
    try NumPyFile.decode([UInt8](bytes), name: "array.npy")
  }

  private func golden(_ name: String) throws -> Data { try #require(Golden.file.numpy[name]) }

  @Test(arguments: [
    ("float32", Tensor(shape: [2, 3], values: [1, -2.5, 3, 4, 5, 6])),
    ("version 2", Tensor(shape: [1, 1, 1], values: [7])),
    ("version 3", Tensor(shape: [2], values: [8, 9])), ("scalar", Tensor(shape: [], values: [10])),
    ("empty", Tensor(shape: [0, 3], values: [])),
  ])
  func arraysOfNumPyAreRead(name: String, wanted: Tensor) throws {
    #expect(try read(golden(name)) == wanted)
  }

  @Test func whatIsWrittenIsWhatNumPyWrites() throws {
    let bytes = try golden("float32")
    #expect(NumPyFile.encode(try read(bytes)) == [UInt8](bytes))
  }

  @Test(arguments: ["scalar", "empty", "version 3"])
  func whatIsWrittenReadsBackTheSame(name: String) throws {
    let tensor = try read(golden(name))
    #expect(try read(NumPyFile.encode(tensor)) == tensor)
  }

  @Test(arguments: [
    ("float64", "<f8"), ("big-endian", ">f4"), ("uint8", "|u1"), ("fortran", "Fortran"),
  ])
  func otherElementsAndOrdersAreRefusedWithTheWayOut(name: String, reason: String) throws {
    let bytes = try golden(name)
    #expect {
      try read(bytes)
    } throws: {
      "\($0)".contains(reason) && "\($0)".contains("astype('float32')")
    }
  }

  @Test func anArrayCutOffAnywhereIsRefused() throws {
    let bytes = try golden("float32")
    for count in 0..<bytes.count {
      #expect(throws: NeuralNetworkError.self) { try read(bytes.prefix(count)) }
    }
  }

  @Test(arguments: ["(2, -3)", "(9223372036854775807, 4)", "(2, 3, 0)", "(a, 3)", ")2, 3("])
  func impossibleShapesAreRefused(shape: String) throws {
    let text = String(decoding: try golden("float32"), as: UTF8.self)
    #expect(text.contains("(2, 3)"))
    var bytes = [UInt8](try golden("float32"))
    let start = try #require(bytes.firstIndex(of: UInt8(ascii: "(")))
    let padded = Array((shape + ", }").utf8)
    let end = try #require(bytes[start...].firstIndex(of: UInt8(ascii: "}"))) + 1
    bytes.replaceSubrange(start..<end, with: padded)
    // The header's length stays: blanks at its end give way.
    let grown = padded.count - (end - start)
    let blank = try #require(bytes.lastIndex(of: UInt8(ascii: " ")))
    if grown > 0 { bytes.removeSubrange((blank - grown + 1)...blank) }
    if grown < 0 {
      bytes.insert(contentsOf: [UInt8](repeating: UInt8(ascii: " "), count: -grown), at: blank)
    }
    #expect(throws: NeuralNetworkError.self) { try read(bytes) }
  }
}
