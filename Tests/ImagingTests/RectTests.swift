import Imaging
import Testing

@Suite struct RectTests {
  @Test func overlapIsSharedAreaOverUnitedArea() {
    let a = Rect(x: 0, y: 0, width: 4, height: 4)
    let b = Rect(x: 2, y: 0, width: 4, height: 4)
    #expect(a.intersection(b) == Rect(x: 2, y: 0, width: 2, height: 4))
    #expect(a.intersectionOverUnion(b) == 8.0 / 24.0)
    #expect(a.intersectionOverUnion(a) == 1)
  }

  @Test func apartRectanglesShareNothing() {
    let a = Rect(x: 0, y: 0, width: 2, height: 2)
    let b = Rect(x: 5, y: 5, width: 2, height: 2)
    #expect(a.intersection(b).isEmpty)
    #expect(a.intersectionOverUnion(b) == 0)
  }

  @Test func aUnionIsTheLeastThatHoldsBoth() {
    let one = Rect(x: 2, y: 3, width: 4, height: 5)
    let other = Rect(x: -1, y: 6, width: 2, height: 9)
    #expect(one.union(other) == Rect(x: -1, y: 3, width: 7, height: 12))
    #expect(one.union(one) == one && other.union(one) == one.union(other))
  }
}
