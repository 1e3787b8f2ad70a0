//! Who is one person (同名人员): what is decided where a name stands in several places and has no code.

/// Who is one person where people are known by their names alone.
///
/// A person who has a code is known by it. A name without a code that stands in several places may be one person or
/// several: the reader of a ledger states which. Whoever writes 张三1 and 张三2 tells two people apart in any case.
/// Wherever the choice decided something there is a note, and in an audit a finding `person.namesake`.
///
/// ```
/// use gridgov::ledger::Reader;
/// use gridgov::ledger::workbook::Namesakes;
///
/// let reader = Reader::new().with_namesakes(Namesakes::NeedCode);
/// assert_eq!(reader.namesakes(), Namesakes::NeedCode);
/// assert_eq!(Namesakes::default(), Namesakes::OneInCommunity);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Namesakes {
    /// One person within one second-level grid (a community or village, 社区、村), and a person each beyond it. What lies
    /// in no second-level grid stands for itself: a sub-district, or a grid with all that it contains.
    #[default]
    OneInCommunity,
    /// One person within one area or grid, and a person each beyond it.
    OneInGrid,
    /// One person in the whole ledger.
    OneInLedger,
    /// A name that stands in several places needs a code: without one it is an error.
    NeedCode,
}
