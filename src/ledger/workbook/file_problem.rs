//! Why a file is no workbook that is read: what it is instead, or what of it is damaged.

use std::fmt;

use serde::Serialize;

use crate::message::{Parts, Term, Wording};

/// Why a file is no workbook or table that is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum FileProblem {
    /// A file without bytes.
    #[error("the file is empty")]
    Empty,
    /// A folder without tables and workbooks.
    #[error("there is no workbook in this folder: no file that ends in {}", .endings.join(", "))]
    NothingInFolder {
        /// What the names of such files end in.
        endings: Vec<String>,
    },
    /// An `.xlsb` file.
    #[error("this is a binary workbook (.xlsb); save it as .xlsx")]
    BinaryWorkbook,
    /// An archive of something else.
    #[error("this is an archive (.zip), but no workbook; unpack it first")]
    Archive,
    /// A workbook behind a password.
    #[error("the workbook is protected by a password; save it without one")]
    Password,
    /// An `OpenDocument` file of another kind.
    #[error("this is a document, but no workbook")]
    Document,
    /// A file of an old office program of another kind.
    #[error("this is a document of an old office program, but no workbook")]
    OldDocument,
    /// A web page with the name of a workbook.
    #[error("this is a web page with the name of a workbook; open it in a spreadsheet and save it as .xlsx")]
    WebPage,
    /// XML of another kind.
    #[error("this is XML, and no workbook that is read; open it in a spreadsheet and save it as .xlsx")]
    Xml,
    /// A PDF.
    #[error("this is a PDF, and no workbook")]
    Pdf,
    /// Bytes of another kind.
    #[error("this is neither a workbook (.xlsx, .xls, .ods) nor a text")]
    Unknown,
    /// A workbook without a sheet of cells.
    #[error("there is no sheet in it")]
    NoSheet,
    /// A quotation mark that swallows the rest of a text.
    #[error("a quotation mark in this row opens a cell and none closes it")]
    OpenQuotation,
    /// A byte that the encoding of the text does not have.
    #[error("byte {byte} is no {encoding}; save the file as UTF-8, or as a workbook")]
    Undecodable {
        /// The byte, counted from zero.
        byte: usize,
        /// The encoding that the text seems to be in.
        encoding: &'static str,
    },
    /// A text in an encoding that is not read.
    #[error("this text is most likely in {encoding}, which is not read; save it as UTF-8, or as a workbook")]
    OtherEncoding {
        /// The encoding.
        encoding: &'static str,
    },
    /// A file that is damaged.
    #[error("the file is damaged: {0}")]
    Damaged(Damage),
}

/// What of a file is damaged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Damage {
    /// Something that no program writes.
    #[error("{what}")]
    Broken {
        /// What it is.
        what: Term,
    },
    /// A text in the place of something else.
    #[error("`{written}` is no {what}")]
    Misplaced {
        /// What stands there.
        written: String,
        /// What should stand there.
        what: Term,
    },
    /// A part in another encoding.
    #[error("{part} is not in UTF-8, as spreadsheets write it")]
    Encoding {
        /// The part.
        part: String,
    },
    /// Something that the file refers to and does not have.
    #[error("there is no {what} `{written}`")]
    Lacking {
        /// What it is.
        what: Term,
        /// Its name.
        written: String,
    },
    /// What a library cannot read, in its words.
    #[error("{why}")]
    Unreadable {
        /// The words of the library.
        why: String,
    },
}

/// An encoding as messages name it in Chinese.
fn encoding_in_chinese(encoding: &'static str) -> &'static str {
    match encoding {
        "UTF-8 or GBK" => "UTF-8或GBK",
        "UTF-16 (little-endian) without a byte order mark" => "没有字节序标记的UTF-16（小端）",
        "UTF-16 (big-endian) without a byte order mark" => "没有字节序标记的UTF-16（大端）",
        other => other,
    }
}

impl Damage {
    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken { what } => write!(f, "文件已损坏：{}", what.chinese()),
            Self::Misplaced { written, what } => write!(f, "文件已损坏：“{written}”不是{}", what.chinese()),
            Self::Encoding { part } => write!(f, "文件已损坏：“{part}”不是表格软件所写的UTF-8编码"),
            Self::Lacking { what, written } => write!(f, "文件已损坏：缺少{}“{written}”", what.chinese()),
            Self::Unreadable { why } => write!(f, "文件已损坏（{why}）"),
        }
    }
}

impl Wording for FileProblem {
    fn id(&self) -> &'static str {
        match self {
            Self::Empty => "file.empty",
            Self::NothingInFolder { .. } => "file.nothing_in_folder",
            Self::BinaryWorkbook => "file.binary_workbook",
            Self::Archive => "file.archive",
            Self::Password => "file.password",
            Self::Document => "file.document",
            Self::OldDocument => "file.old_document",
            Self::WebPage => "file.web_page",
            Self::Xml => "file.xml",
            Self::Pdf => "file.pdf",
            Self::Unknown => "file.unknown",
            Self::NoSheet => "file.no_sheet",
            Self::OpenQuotation => "file.open_quotation",
            Self::Undecodable { .. } => "file.undecodable",
            Self::OtherEncoding { .. } => "file.other_encoding",
            Self::Damaged(_) => "file.damaged",
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("文件是空的；请核对是否选对了文件"),
            Self::NothingInFolder { endings } => {
                write!(f, "文件夹中没有台账文件；请放入以下类型之一的文件：{}", endings.join("、"))
            }
            Self::BinaryWorkbook => f.write_str("这是二进制工作簿（.xlsb）；请另存为.xlsx"),
            Self::Archive => f.write_str("这是压缩包（.zip），不是工作簿；请先解压"),
            Self::Password => f.write_str("工作簿设有密码；请取消密码后另存"),
            Self::Document => f.write_str("这是文档，不是工作簿；请选择工作簿"),
            Self::OldDocument => f.write_str("这是旧版办公软件的文档，不是工作簿；请选择工作簿"),
            Self::WebPage => f.write_str("这是以工作簿命名的网页；请用表格软件打开后另存为.xlsx"),
            Self::Xml => f.write_str("这是XML文件，不是可读取的工作簿；请用表格软件打开后另存为.xlsx"),
            Self::Pdf => f.write_str("这是PDF文件，不是工作簿；请选择工作簿"),
            Self::Unknown => f.write_str("这既不是工作簿（.xlsx、.xls、.ods），也不是文本；请选择工作簿"),
            Self::NoSheet => f.write_str("其中没有工作表；请补上工作表"),
            Self::OpenQuotation => f.write_str("本行有引号开始了一个单元格，却没有引号结束；请补上或删去引号"),
            Self::Undecodable { byte, encoding } => {
                let encoding = encoding_in_chinese(encoding);
                write!(f, "第{byte}个字节不是{encoding}编码；请将文件另存为UTF-8编码，或另存为工作簿")
            }
            Self::OtherEncoding { encoding } => {
                let encoding = encoding_in_chinese(encoding);
                write!(f, "本文件很可能是{encoding}编码，无法读取；请另存为UTF-8编码，或另存为工作簿")
            }
            Self::Damaged(damage) => {
                damage.chinese(f)?;
                f.write_str("；请用表格软件打开后重新保存")
            }
        }
    }

    fn parts(&self) -> Parts {
        Parts::of(self)
    }
}
