// Types for the checker only; browsers never ask for this file.
export * from "lit-html";
