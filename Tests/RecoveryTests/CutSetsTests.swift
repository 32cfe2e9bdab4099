import Testing

@testable import Recovery

/// Minimal cut sets, by hand: two locks and two keys.
struct CutSetsTests {
    private let a = CutSets(asset: 0)
    private let b = CutSets(asset: 1)
    private let c = CutSets(asset: 2)

    @Test func whereBothAreNeededEachCuts() {
        #expect(a.either(b).sets == [[0], [1]])
    }

    @Test func whereOneIsEnoughTheyCutTogether() {
        #expect(a.both(b).sets == [[0, 1]])
        #expect(b.both(a).sets == [[0, 1]])
    }

    @Test func aSetThatContainsAnotherIsNotMinimal() {
        // (a or b) and a: losing a is enough, and b does not matter.
        #expect(a.both(b).either(a).sets == [[0]])
    }

    @Test func threeAtOnceAreLeftOut() {
        #expect(a.both(b).both(c) == .never)
    }

    @Test func twoWaysThatShareALockAreCutByIt() {
        #expect(a.either(b).both(a.either(c)).sets == [[0], [1, 2]])
    }

    @Test func whatIsCutOffAnyhowStaysSo() {
        #expect(CutSets.always.either(a) == .always)
        #expect(CutSets.always.both(a) == a)
        #expect(CutSets.never.both(a) == .never)
    }
}
