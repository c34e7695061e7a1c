import Reports
import Testing

@Suite struct AxisTicksTests {
  @Test func ticksAreRoundNumbersWithinTheRange() {
    let ticks = AxisTicks(linear: 0.13...1.92, count: 5)
    #expect(ticks.labels == ["0.5", "1.0", "1.5"])
    #expect(AxisTicks(linear: 37...66, count: 6).labels == ["40", "45", "50", "55", "60", "65"])
  }

  @Test func epochsAreWholeNumbers() {
    #expect(AxisTicks(linear: 1...4, count: 12, wholeNumbers: true).values == [1, 2, 3, 4])
    #expect(AxisTicks(linear: 0.5...1.5, count: 12, wholeNumbers: true).values == [1])
  }

  @Test func anEmptyRangeHasOneTick() {
    #expect(AxisTicks(linear: 2...2, count: 5).values == [2])
  }

  @Test func powersOfTenMarkALogarithmicAxis() {
    #expect(AxisTicks(logarithmic: 1e-6...1e-2).labels == ["1e-6", "1e-5", "1e-4", "1e-3", "1e-2"])
    #expect(AxisTicks(logarithmic: 4e-4...1.5e-3).labels == ["5e-4", "1e-3"])
  }

  @Test func numbersAreWrittenWithTheirDecimals() {
    #expect(AxisTicks.text(0.04999, decimals: 2) == "0.05")
    #expect(AxisTicks.text(-1.5, decimals: 1) == "-1.5")
    #expect(AxisTicks.text(-0.01, decimals: 1) == "0.0")
    #expect(AxisTicks.text(12, decimals: 0) == "12")
    #expect(AxisTicks.text(.nan, decimals: 2) == "-")
  }
}
