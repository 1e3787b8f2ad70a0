use super::*;

const GROUP: u64 = GROUP_ROWS as u64;

fn ranges(pieces: &[Piece]) -> Vec<(Range<u64>, usize)> {
    pieces.iter().map(|piece| (piece.rows.clone(), piece.file)).collect()
}

#[test]
fn parts_begin_at_the_nearest_start_and_are_never_empty() {
    // Rows of six nodes, and none unknown; a part may begin at the nodes 0, 2 and 5.
    let counts = vec![10, 20, 30, 0, 40, 100, 0];
    let files = |parts: usize| ranges(Division::new(counts.clone(), &[0, 2, 5], parts, 1).files());
    assert_eq!(files(1), [(0..200, 0)]);
    assert_eq!(files(2), [(0..100, 0), (100..200, 1)]);
    assert_eq!(files(4), [(0..30, 0), (30..100, 1), (100..200, 2)]);
    assert_eq!(files(100), files(4));
    let none = Division::new(vec![0; 7], &[0, 2, 5], 3, 1);
    assert_eq!((ranges(none.files()), none.pieces().len()), (vec![(0..0, 0)], 0));
    let unknown = Division::new(vec![0, 0, 5], &[0], 3, 1);
    assert_eq!(ranges(unknown.files()), [(0..0, 0), (0..5, 1)]);
}

#[test]
fn rows_go_to_their_pieces_in_the_order_of_the_input() {
    let counts = vec![1, 2 * GROUP, 3];
    let mut division = Division::new(counts, &[0], 1, GROUP);
    assert_eq!(
        ranges(division.pieces()),
        [(0..GROUP, 0), (GROUP..2 * GROUP, 0), (2 * GROUP..2 * GROUP + 1, 0), (2 * GROUP + 1..2 * GROUP + 4, 1)]
    );
    let of_node: Vec<usize> = (0..2 * GROUP).map(|_| division.hand_out(1)).collect();
    assert!(of_node.is_sorted(), "rows of one node keep their order");
    assert_eq!(of_node.iter().filter(|piece| **piece == 0).count() as u64, GROUP - 1);
    assert_eq!((division.hand_out(0), division.hand_out(2)), (0, 3));
}

#[test]
fn there_are_never_more_pieces_than_files_may_be_open() {
    for (all, at_once) in
        [(1, 1), (GROUP, 0), (GROUP * 1_000 + 1, 1), (GROUP * 128 + 1, 2 * GROUP - 1), (u64::MAX / 4, 9)]
    {
        let rows = piece_rows(all, at_once);
        assert!(rows.is_multiple_of(GROUP) && rows > 0 && all.div_ceil(rows) <= MOST_PIECES, "{rows}");
    }
    assert_eq!(piece_rows(10 * GROUP, 3 * GROUP + 1), 3 * GROUP);
}
