/// A result that can be printed for a program, as JSON, and for a person, as text of at most 80 columns.
protocol Report: Encodable {
    func text(_ style: Style) -> String
}
