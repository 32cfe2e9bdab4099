/// An operation that has nothing to tell but that it is done.
struct DoneResult: Report {
    let done: String

    func text(_ style: Style) -> String {
        done + "."
    }
}
